package redoubt.api.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Asks, before anybody asks who is calling: is the address short enough, is there anything, and does it know the
 * method. What it finds is kept for the router.
 */
public final class Gate implements WebFilter {

    private static final int LONGEST = 8 * 1024;

    /** What no step holds, and what others might read as the end of one. */
    private static final String ODD = "/\\%;\u007f";

    private final RouteTable table;
    private final List<String> elsewhere;

    /**
     * A gate before the table.
     *
     * @param elsewhere beginnings of paths that others serve, such as static pages
     */
    public Gate(RouteTable table, List<String> elsewhere) {
        this.table = table;
        this.elsewhere = List.copyOf(elsewhere);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String query = request.getURI().getRawQuery();
        String path = request.getPath().value();
        if (path.length() + (query == null ? 0 : query.length() + 1) > LONGEST) {
            return Mono.error(new Refused(new Failure.UriTooLong()));
        }
        List<String> steps = steps(request.getPath().pathWithinApplication());
        RouteTable.Place place = steps == null ? null : table.find(steps);
        if (place == null) {
            return elsewhere.stream().anyMatch(path::startsWith)
                    ? chain.filter(exchange)
                    : Mono.error(new Refused(new Failure.NotFound()));
        }
        Match match = place.match(request.getMethod());
        if (match == null) {
            return Mono.error(
                    new Refused(new Failure.MethodNotAllowed(request.getMethod().name(), place.allowed())));
        }
        match.keep(exchange);
        // Measurements and traces are told apart by the paths of endpoints, and hold no identifiers.
        ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .ifPresent(observed -> observed.setPathPattern(match.endpoint().path()));
        return chain.filter(exchange);
    }

    /** The decoded steps, a slash at the end making no difference; null if the path has holes or oddities. */
    private static @Nullable List<String> steps(PathContainer path) {
        List<String> steps = new ArrayList<>();
        boolean step = false;
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment) {
                String value = segment.valueToMatch();
                if (!segment.parameters().isEmpty()
                        || value.chars().anyMatch(unit -> unit < ' ' || ODD.indexOf(unit) >= 0)) {
                    return null;
                }
                steps.add(value);
                step = true;
            } else if (!steps.isEmpty() && !step) {
                return null;
            } else {
                step = false;
            }
        }
        return steps;
    }
}
