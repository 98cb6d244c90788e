package redoubt.api.route;

import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of chosen origins call the API. Requests of other origins are answered as if nobody had asked, so that
 * their browsers keep the answer from them; cookies are never involved.
 */
public final class CrossOrigin implements WebFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String READ = "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key,"
            + " Last-Event-ID, X-Request-ID, X-Redoubt-Min-Position";
    private static final String SHOWN = "ETag, Location, Retry-After, Allow, Idempotency-Replayed, X-Request-ID,"
            + " X-Redoubt-Position, X-Redoubt-Projection-Position, X-Redoubt-Paused-At, X-Redoubt-As-Of-Position,"
            + " X-Redoubt-As-Of-Time, X-Redoubt-Failed-Index, X-Redoubt-Secret-Withheld, X-Redoubt-Last-Event-ID,"
            + " X-Redoubt-Export-To, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, RateLimit,"
            + " RateLimit-Policy";

    private final Set<String> origins;

    /** Lets pages of these origins call, each named exactly. */
    public CrossOrigin(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders request = exchange.getRequest().getHeaders();
        String origin = request.getOrigin();
        if (origin == null || !origins.contains(origin)) {
            return chain.filter(exchange);
        }
        HttpHeaders response = exchange.getResponse().getHeaders();
        response.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (HttpMethod.OPTIONS.equals(exchange.getRequest().getMethod())
                && request.containsHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            response.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, READ);
            response.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "3600");
            exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
            return exchange.getResponse().setComplete();
        }
        response.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        return chain.filter(exchange);
    }
}
