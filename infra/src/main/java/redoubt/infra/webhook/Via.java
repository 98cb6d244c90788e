package redoubt.infra.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider.Proxy;
import redoubt.model.network.Literals;

/**
 * A proxy through which everything is sent. It is asked for a tunnel to the very address that was judged, and for no name: what
 * leads where is found out here, with or without it.
 *
 * @param host of the proxy
 * @param port of the proxy
 * @param user by which it knows us; null for nobody
 * @param password of that user; null for none
 */
record Via(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    private static final int CONNECT_MILLIS = 5_000;

    /** The proxy that is written as {@code http://user:password@host:port}. */
    static Via of(String url) {
        URI uri = URI.create(url);
        String known = uri.getUserInfo();
        int colon = known == null ? -1 : known.indexOf(':');
        return new Via(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                uri.getPort(),
                colon < 0 ? known : known.substring(0, colon),
                colon < 0 ? null : known.substring(colon + 1));
    }

    /** Where it is now; fails as {@link Names} do. */
    Mono<InetSocketAddress> address(Names names) {
        InetAddress literal = Literals.read(host);
        return (literal != null ? Mono.just(List.of(literal)) : names.of(host))
                .map(all -> new InetSocketAddress(all.getFirst(), port));
    }

    /** A client that goes through it. */
    HttpClient through(HttpClient client, InetSocketAddress at) {
        return client.proxy(spec -> {
            var proxy = spec.type(Proxy.HTTP).socketAddress(at).connectTimeoutMillis(CONNECT_MILLIS);
            if (user != null) {
                proxy.username(user).password(_ -> password == null ? "" : password);
            }
        });
    }

    /** Says nothing of the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
