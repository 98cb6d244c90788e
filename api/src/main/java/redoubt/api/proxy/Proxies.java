package redoubt.api.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.model.network.Network;

/**
 * Takes a request for one of whoever sent it to a proxy that is believed, so that everybody behind it is counted for
 * themselves. Only that is believed which such proxies saw themselves: read from the right, the first address that is
 * none of theirs. What stands to the left of it anybody may have written.
 */
public final class Proxies implements WebFilter {

    private static final String PLAIN = "X-Forwarded-For";
    private static final String NAMED = "Forwarded";

    private final List<Network> trusted;

    /** Believes these, and nobody else. */
    public Proxies(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        InetSocketAddress peer = request.getRemoteAddress();
        if (peer == null || !trusted(peer.getAddress())) {
            return chain.filter(exchange);
        }
        InetAddress sender = sender(request.getHeaders(), peer.getAddress());
        return sender.equals(peer.getAddress())
                ? chain.filter(exchange)
                : chain.filter(exchange.mutate()
                        .request(changed -> changed.remoteAddress(new InetSocketAddress(sender, 0)))
                        .build());
    }

    private boolean trusted(@Nullable InetAddress address) {
        return address != null && trusted.stream().anyMatch(network -> network.holds(address));
    }

    /**
     * A proxy writes one of the two headers and hands on the other as it came, and nobody says which: two that tell
     * different things tell nothing.
     */
    private InetAddress sender(HttpHeaders headers, InetAddress peer) {
        List<String> plain = headers.getOrEmpty(PLAIN);
        List<String> named = headers.getOrEmpty(NAMED);
        InetAddress first = farthest(Hops.plain(plain), peer);
        InetAddress second = farthest(Hops.named(named), peer);
        if (plain.isEmpty() || named.isEmpty()) {
            return plain.isEmpty() ? second : first;
        }
        return first.equals(second) ? first : peer;
    }

    /** The last whom somebody trusted saw: nobody farther away than what cannot be read. */
    private InetAddress farthest(List<@Nullable InetAddress> hops, InetAddress peer) {
        InetAddress seen = peer;
        for (int at = hops.size() - 1; at >= 0 && trusted(seen); at--) {
            InetAddress hop = hops.get(at);
            if (hop == null) {
                return seen;
            }
            seen = hop;
        }
        return seen;
    }
}
