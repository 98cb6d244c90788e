package redoubt.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import redoubt.model.network.Network;

/** Whatever is not out in the world is not reached, however it is written. */
class ReachLaws {

    private static final List<String> FOURTH = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32");
    private static final List<String> SIXTH = List.of(
            "::/128",
            "::1/128",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private static final Reach STRICT = reach(List.of(), List.of());

    @Provide
    Arbitrary<InetAddress> nearby() {
        return Arbitraries.of(FOURTH).flatMap(ReachLaws::within);
    }

    @Provide
    Arbitrary<InetAddress> nearbySixth() {
        return Arbitraries.of(SIXTH).flatMap(ReachLaws::within);
    }

    private static Arbitrary<InetAddress> within(String block) {
        Network network = Network.of(block);
        byte[] first = network.address().getAddress();
        return Arbitraries.bytes().array(byte[].class).ofSize(first.length).map(random -> {
            byte[] bytes = new byte[first.length];
            for (int i = 0; i < 8 * bytes.length; i++) {
                byte from = i < network.bits() ? first[i / 8] : random[i / 8];
                bytes[i / 8] |= (byte) (from & (0x80 >> (i % 8)));
            }
            return address(bytes);
        });
    }

    @Property
    void noAddressOfTheOldKindNearbyIsReached(@ForAll("nearby") InetAddress address) {
        assertThat(STRICT.open("a.example", address)).isFalse();
        assertThat(STRICT.complaint("https://" + address.getHostAddress() + "/"))
                .contains(Reach.PRIVATE);
    }

    @Property
    void noAddressOfTheNewKindNearbyIsReached(@ForAll("nearbySixth") InetAddress address) {
        assertThat(STRICT.open("a.example", address)).isFalse();
        assertThat(STRICT.complaint("https://[" + address.getHostAddress() + "]/"))
                .contains(Reach.PRIVATE);
    }

    @Property
    void anAddressInTheClothesOfAnotherIsNotReachedEither(@ForAll("nearby") InetAddress address) {
        byte[] b = address.getAddress();
        String quad = address.getHostAddress();
        assertThat(STRICT.complaint("https://[::ffff:" + quad + "]/")).contains(Reach.PRIVATE);
        assertThat(STRICT.complaint("https://[64:ff9b::" + quad + "]/")).contains(Reach.PRIVATE);
        Reach careless = reach(List.of("64:ff9b::/96", "2002::/16", "::/96"), List.of());
        assertThat(careless.complaint("https://[64:ff9b::" + quad + "]/")).contains(Reach.PRIVATE);
        assertThat(careless.complaint(String.format("https://[2002:%02x%02x:%02x%02x::1]/", b[0], b[1], b[2], b[3])))
                .contains(Reach.PRIVATE);
    }

    @Property
    void aNumberIsNoHost(@ForAll("nearby") InetAddress address) {
        byte[] b = address.getAddress();
        long number = ((b[0] & 0xFFL) << 24) | ((b[1] & 0xFFL) << 16) | ((b[2] & 0xFFL) << 8) | (b[3] & 0xFFL);
        for (String host : List.of(
                Long.toString(number),
                "0x" + Long.toHexString(number),
                "0" + Long.toOctalString(number),
                String.format("0%o.0%o.0%o.0%o", b[0] & 0xFF, b[1] & 0xFF, b[2] & 0xFF, b[3] & 0xFF),
                String.format("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]),
                (b[0] & 0xFF) + "." + (number & 0xFFFFFF))) {
            assertThat(STRICT.complaint("https://" + host + "/")).isPresent();
        }
    }

    @Provide
    Arbitrary<InetAddress> world() {
        Arbitrary<Integer> part = Arbitraries.integers().between(0, 255);
        return Combinators.combine(Arbitraries.of(1, 8, 9, 52, 93, 151, 185, 212, 223), part, part, part)
                .as((a, b, c, d) -> address(new byte[] {a.byteValue(), b.byteValue(), c.byteValue(), d.byteValue()}));
    }

    @Property
    void theWorldIsReached(@ForAll("world") InetAddress address) {
        assertThat(STRICT.open("a.example", address)).isTrue();
        assertThat(STRICT.complaint("https://" + address.getHostAddress() + ":8443/x"))
                .isEmpty();
    }

    @Example
    void namesOfThisMachineAndItsNeighboursAreRefused() {
        for (String host : List.of(
                "localhost",
                "LOCALHOST",
                "localhost.",
                "a.localhost",
                "printer.local",
                "db.internal",
                "metadata.google.internal",
                "redoubt.example.org")) {
            assertThat(STRICT.complaint("https://" + host + "/")).contains(Reach.PRIVATE);
        }
        assertThat(STRICT.complaint("https://localhost.example/")).isEmpty();
    }

    @Example
    void privilegedPortsThatAreNotTheWebsAreRefused() {
        assertThat(STRICT.complaint("https://a.example:22/")).contains("Port must be 80, 443, or 1024 or more.");
        assertThat(STRICT.complaint("https://a.example:80/")).isEmpty();
        assertThat(STRICT.complaint("https://a.example:1024/")).isEmpty();
    }

    @Example
    void inClearOnlyWhereThatIsAllowed() {
        assertThat(STRICT.complaint("http://a.example/")).contains("URL must begin with https.");
        assertThat(new Reach(true, List.of(), List.of(), "").complaint("http://a.example/"))
                .isEmpty();
    }

    @Example
    void whatIsAllowedIsReachedAndSecretsOfCloudsOnlyOneByOne() {
        Reach lan = reach(List.of("10.1.0.0/16", "169.254.0.0/16", "100.64.0.0/10"), List.of());
        assertThat(lan.open("a.example", InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(lan.open("a.example", InetAddress.ofLiteral("10.2.2.3"))).isFalse();
        assertThat(lan.open("a.example", InetAddress.ofLiteral("169.254.1.1"))).isTrue();
        assertThat(lan.open("a.example", InetAddress.ofLiteral("169.254.169.254")))
                .isFalse();
        assertThat(lan.open("a.example", InetAddress.ofLiteral("100.100.100.200")))
                .isFalse();
        Reach bold = reach(List.of("169.254.169.254"), List.of());
        assertThat(bold.open("a.example", InetAddress.ofLiteral("169.254.169.254")))
                .isTrue();
    }

    @Example
    void aHostThatIsAllowedMayLeadAnywhereButThere() {
        Reach named = reach(List.of(), List.of("hooks.internal", "*.corp.local"));
        assertThat(named.complaint("https://hooks.internal/")).isEmpty();
        assertThat(named.complaint("https://a.corp.local/")).isEmpty();
        assertThat(named.complaint("https://other.internal/")).contains(Reach.PRIVATE);
        assertThat(named.open("hooks.internal", InetAddress.ofLiteral("10.0.0.1")))
                .isTrue();
        assertThat(named.open("hooks.internal", InetAddress.ofLiteral("169.254.169.254")))
                .isFalse();
        assertThat(named.open("b.example", InetAddress.ofLiteral("10.0.0.1"))).isFalse();
    }

    private static Reach reach(List<String> allowed, List<String> hosts) {
        return new Reach(false, allowed.stream().map(Network::of).toList(), hosts, "redoubt.example.org");
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
