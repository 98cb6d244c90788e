package redoubt.api.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The endpoint that a request is for, with the variable steps of its path. */
record Match(Endpoint endpoint, Map<String, String> steps) {

    private static final String ATTRIBUTE = Match.class.getName();

    /** Keeps it with the exchange. */
    void keep(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** What was kept. */
    static @Nullable Match of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }
}
