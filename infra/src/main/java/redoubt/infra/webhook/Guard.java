package redoubt.infra.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.model.network.Literals;
import redoubt.webhook.Reach;
import redoubt.webhook.Target;

/** Finds out where a target leads, once, and lets nothing go there if any of it is where nothing may go. */
final class Guard {

    /** For so long it is believed where a name led. */
    static final Duration MEMORY = Duration.ofSeconds(30);

    private static final long MOST_REMEMBERED = 10_000;

    private final Reach reach;
    private final Names names;
    private final Cache<String, Pinned> ways = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();
    private final Cache<String, Optional<Target>> judged =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Guard(Reach reach, Names names) {
        this.reach = reach;
        this.names = names;
    }

    /** It leads to where nothing may go. */
    static final class Blocked extends RuntimeException {

        Blocked() {
            super("Nothing is sent there", null, false, false);
        }
    }

    /** Its name leads nowhere. */
    static final class Nowhere extends RuntimeException {

        Nowhere(Throwable cause) {
            super("The name leads nowhere", cause);
        }
    }

    /** Where messages to an address go; nothing if it says itself that nothing may. What it says is always judged alike. */
    Optional<Target> target(String url) {
        return judged.get(url, each -> reach.complaint(each).isPresent() ? Optional.empty() : Target.read(each));
    }

    /** The way to the one address to connect to, as found not long ago; fails with {@link Blocked} or {@link Nowhere}. */
    Mono<Pinned> way(Target target) {
        return Mono.defer(() -> {
            Pinned known = ways.getIfPresent(target.host());
            return known != null
                    ? Mono.just(known)
                    : address(target).map(found -> {
                        Pinned way = new Pinned(found);
                        ways.put(target.host(), way);
                        return way;
                    });
        });
    }

    private Mono<InetAddress> address(Target target) {
        return addresses(target.host())
                .flatMap(found -> found.isEmpty()
                        ? Mono.error(new Nowhere(new IllegalStateException("no addresses")))
                        : found.stream().allMatch(each -> reach.open(target.host(), each))
                                ? Mono.just(bare(found.getFirst()))
                                : Mono.error(new Blocked()));
    }

    /** The address alone: nobody on the way is told the name, and can look it up again. */
    private static InetAddress bare(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has as many bytes as an address", impossible);
        }
    }

    /** Where a proxy is: whoever set it answers for that. */
    Mono<InetSocketAddress> around(Via via) {
        return via.address(names).onErrorMap(Nowhere::new);
    }

    private Mono<List<InetAddress>> addresses(String host) {
        InetAddress literal = Literals.read(host);
        return literal != null ? Mono.just(List.of(literal)) : names.of(host).onErrorMap(Nowhere::new);
    }

    /** What is wrong with an address that somebody enters; of a name that leads nowhere yet, nothing is. */
    Mono<Optional<String>> complaint(String url) {
        Optional<String> written = reach.complaint(url);
        if (written.isPresent()) {
            return Mono.just(written);
        }
        return Mono.justOrEmpty(target(url))
                .flatMap(this::address)
                .map(_ -> Optional.<String>empty())
                .onErrorReturn(Blocked.class, Optional.of(Reach.PRIVATE))
                .onErrorReturn(Nowhere.class, Optional.empty());
    }
}
