package redoubt.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import redoubt.model.network.Literals;
import redoubt.model.network.Network;

/**
 * Where messages may go: out into the world, and not to what stands beside us. Judges what is written and what a name leads to;
 * asks nobody. Immutable.
 *
 * @param plain whether {@code http} will do
 * @param allowed addresses that may be reached although they are none of the world
 * @param hosts names that may be reached wherever they lead: exact ones, or {@code *.} and a suffix
 * @param own the name under which we are reached ourselves
 */
public record Reach(boolean plain, List<Network> allowed, List<String> hosts, String own) {

    /** What is said of an address that is none of the world. */
    public static final String PRIVATE = "URL must point to a public address.";

    private static final int PRIVILEGED = 1024;
    private static final Set<Integer> WEB = Set.of(80, 443);
    private static final List<String> NEAR = List.of("localhost", "local", "internal");

    /** Keeps copies, in lower case. */
    public Reach {
        allowed = List.copyOf(allowed);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        own = own.toLowerCase(Locale.ROOT);
    }

    /** What is wrong with an address as it is written; empty if nothing is. */
    public Optional<String> complaint(String url) {
        Target target = Target.read(url).orElse(null);
        if (target == null) {
            return Optional.of("Enter an absolute https URL without user name or fragment.");
        }
        if (!target.secure() && !plain) {
            return Optional.of("URL must begin with https.");
        }
        if (!WEB.contains(target.port()) && target.port() < PRIVILEGED) {
            return Optional.of("Port must be 80, 443, or 1024 or more.");
        }
        return near(target) ? Optional.of(PRIVATE) : Optional.empty();
    }

    private boolean near(Target target) {
        InetAddress literal = Literals.read(target.host());
        if (literal != null) {
            // A four in the clothes of a six: the platform undresses it before anybody could judge it.
            boolean dressed = target.host().contains(":") && literal.getAddress().length == 4;
            return dressed || !open(target.host(), literal);
        }
        String host = target.host().endsWith(".")
                ? target.host().substring(0, target.host().length() - 1)
                : target.host();
        return !named(host)
                && (host.equals(own) || NEAR.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name)));
    }

    /** Whether something may be sent to an address that a host has. */
    public boolean open(String host, InetAddress address) {
        if (DeniedAddresses.metadata(address)) {
            return allowed.stream().anyMatch(network -> alone(network) && network.holds(address));
        }
        boolean fine = !DeniedAddresses.hold(address)
                || named(host)
                || allowed.stream().anyMatch(network -> network.holds(address));
        return fine && DeniedAddresses.meant(address).allMatch(meant -> open(host, meant));
    }

    private static boolean alone(Network network) {
        return network.bits() == 8 * network.address().getAddress().length;
    }

    private boolean named(String host) {
        return hosts.stream()
                .anyMatch(name -> name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }
}
