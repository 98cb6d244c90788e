package redoubt.api.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.api.http.ClientAddress;
import redoubt.api.http.RequestId;
import redoubt.model.access.Principal;

/** Tells of every request when its answer has been sent: what it was, and nothing of what was in it. */
public final class AccessLog implements WebFilter {

    private static final String CALLER = AccessLog.class.getName();
    private static final int LONGEST = 256;

    private final Listener listener;
    private final Clock clock;

    /** Hears of every request. Must return at once. */
    @FunctionalInterface
    public interface Listener {

        /** A request is over. */
        void heard(Access access);
    }

    /**
     * A request and what became of it.
     *
     * @param method how it asked
     * @param path the path of the endpoint, its variable steps in braces, or what was asked for where nothing is; never a query
     * @param status of the answer; 0 if there was none
     * @param took how long it was
     * @param bytes of the answer before it was compressed; null for what is sent as it happens
     * @param user who asked; null for nobody known
     * @param from where it came from; null if the server does not know
     * @param request the identifier of the request
     */
    public record Access(
            String method,
            String path,
            int status,
            Duration took,
            @Nullable Long bytes,
            @Nullable String user,
            @Nullable String from,
            String request) {}

    /** Tells {@code listener}. */
    public AccessLog(Listener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Instant begun = clock.instant();
        return chain.filter(exchange).doFinally(_ -> listener.heard(access(exchange, begun)));
    }

    /** Notes who asks, for whoever tells of it later. */
    static void note(ServerWebExchange exchange, Principal by) {
        String user = by.actor().user();
        if (user != null) {
            exchange.getAttributes().put(CALLER, user);
        }
    }

    private Access access(ServerWebExchange exchange, Instant begun) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        long length = exchange.getResponse().getHeaders().getContentLength();
        return new Access(
                exchange.getRequest().getMethod().name(),
                path(exchange),
                status == null ? 0 : status.value(),
                Duration.between(begun, clock.instant()),
                length < 0 ? null : length,
                exchange.getAttribute(CALLER),
                ClientAddress.of(exchange.getRequest().getRemoteAddress()),
                RequestId.of(exchange));
    }

    private static String path(ServerWebExchange exchange) {
        Match match = Match.of(exchange);
        if (match != null) {
            return match.endpoint().path();
        }
        String path = exchange.getRequest().getPath().value();
        return path.length() > LONGEST ? path.substring(0, LONGEST) + "..." : path;
    }
}
