package redoubt.api.route;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.api.http.RequestId;
import redoubt.api.http.Sending;

/** The first and the last to see a request: names it, sets what every answer carries, and renders every failure. */
public final class Reception implements WebFilter {

    private final Rendering rendering;

    /** Failures are rendered like this. */
    public Reception(Rendering rendering) {
        this.rendering = rendering;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String requestId = RequestId.of(exchange);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(RequestId.HEADER, requestId);
        headers.set(HttpHeaders.VARY, "Accept, Authorization, Origin");
        headers.set("X-Content-Type-Options", "nosniff");
        return chain.filter(exchange).onErrorResume(thrown -> {
            if (exchange.getResponse().isCommitted()) {
                // Nothing can be told any more: the connection ends here, and the server notes why.
                return Mono.error(thrown);
            }
            return Sending.send(exchange, rendering.of(thrown, requestId));
        });
    }
}
