package redoubt.infra.trace;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of traces.
 *
 * @param endpoint where OTLP is taken over HTTP, such as {@code http://collector:4318/v1/traces}; without one nothing is traced
 * @param share of the traces that begin here, from 0 to 1
 */
public record Collector(
        @Nullable URI endpoint,
        @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double share) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Refuses addresses that nothing can be sent to; an empty one is none. */
    public Collector {
        if (endpoint != null && endpoint.toString().isEmpty()) {
            endpoint = null;
        }
        if (endpoint != null && (endpoint.getHost() == null || !SCHEMES.contains(endpoint.getScheme()))) {
            throw new IllegalArgumentException(
                    "redoubt.tracing.endpoint must be an address like http://collector:4318/v1/traces");
        }
    }
}
