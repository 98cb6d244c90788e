package redoubt.api.route;

import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.RequestId;
import redoubt.api.http.SafeHeaders;
import redoubt.api.http.Sending;
import redoubt.api.limit.RateLimits;

/** The first and the last to see a request: names it, sets what every answer carries, and renders every failure. */
public final class Reception implements WebFilter {

    private final Function<String, Rendering> renderings;
    private final RateLimits limits;
    private final String limited;

    /**
     * Failures are rendered as it is done where the path leads.
     *
     * @param limited what the paths begin with below which every answer shows what may still be asked for
     */
    public Reception(Function<String, Rendering> renderings, RateLimits limits, String limited) {
        this.renderings = renderings;
        this.limits = limits;
        this.limited = limited + "/";
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String requestId = RequestId.of(exchange);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RequestId.HEADER, requestId);
        headers.set(HttpHeaders.VARY, "Accept, Authorization, Origin");
        SafeHeaders.put(headers::set);
        return chain.filter(exchange).onErrorResume(thrown -> {
            if (exchange.getResponse().isCommitted()) {
                // Nothing can be told any more: the connection ends here, and the server notes why.
                return Mono.error(thrown);
            }
            show(exchange.getRequest(), headers);
            String path =
                    exchange.getRequest().getPath().pathWithinApplication().value();
            return Sending.send(exchange, renderings.apply(path).of(thrown, requestId));
        });
    }

    /** Whoever is refused before they say who they are is told what their address may do. */
    private void show(ServerHttpRequest request, HttpHeaders headers) {
        String path = request.getPath().value();
        if (path.startsWith(limited) && !OpenPaths.include(path) && !headers.containsHeader("X-RateLimit-Limit")) {
            limits.show(ClientAddress.network(request.getRemoteAddress()), headers);
        }
    }
}
