package redoubt.api.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a request comes from: the other end of the connection, or whom a proxy that is believed calls for. */
public final class ClientAddress {

    private ClientAddress() {}

    /** The address; null if the server does not know. */
    public static @Nullable String of(@Nullable InetSocketAddress remote) {
        InetAddress address = address(remote);
        return address == null ? null : address.getHostAddress();
    }

    /** What one client is likely to have for itself: an address, or a whole network of the sixth version. */
    public static @Nullable String network(@Nullable InetSocketAddress remote) {
        InetAddress address = address(remote);
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8)) + "/64"
                : address == null ? null : address.getHostAddress();
    }

    private static @Nullable InetAddress address(@Nullable InetSocketAddress remote) {
        return remote == null ? null : remote.getAddress();
    }
}
