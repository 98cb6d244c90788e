package redoubt.webhook;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import redoubt.model.network.Network;

/** Addresses that belong to nobody out there: this machine, its neighbours, whoever listens to all, and what is reserved. */
final class DeniedAddresses {

    private static final List<Network> RANGES = networks(
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
            "168.63.129.16/32",
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

    /** Where clouds tell machines their secrets. */
    private static final List<Network> METADATA =
            networks("169.254.169.254", "169.254.170.2", "fd00:ec2::254", "100.100.100.200", "168.63.129.16");

    private static final int FOURTH = 4;
    private static final int SIXTH = 16;

    private DeniedAddresses() {}

    /** Whether nothing is sent there unless somebody has allowed it. */
    static boolean hold(InetAddress address) {
        return mapped(address.getAddress()) || within(RANGES, address);
    }

    /** Whether it takes more than allowing its neighbourhood. */
    static boolean metadata(InetAddress address) {
        return within(METADATA, address);
    }

    /** The address of the old kind that another one stands for; itself, if it stands for none. */
    static Stream<InetAddress> meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == FOURTH ? Stream.empty() : embedded(bytes).map(DeniedAddresses::of);
    }

    private static Stream<byte[]> embedded(byte[] bytes) {
        if (begins(bytes, 0x20, 0x02)) {
            return Stream.of(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean translated = begins(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0);
        boolean compatible = begins(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return translated || compatible || mapped(bytes)
                ? Stream.of(Arrays.copyOfRange(bytes, SIXTH - FOURTH, SIXTH))
                : Stream.empty();
    }

    private static boolean mapped(byte[] bytes) {
        return bytes.length == SIXTH && begins(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);
    }

    private static boolean begins(byte[] bytes, int... first) {
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are an address", impossible);
        }
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }
}
