package redoubt.infra.observe;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

/** The paths that dashboards and charts made for other applications expect, on the management port only. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPaths {

    private static final String USUAL = "/actuator";

    /** {@code /actuator/health} is {@code /health}, {@code /actuator/prometheus} is {@code /metrics}. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter usualPaths() {
        return (exchange, chain) -> {
            var path = exchange.getRequest().getPath().value();
            if (!path.equals(USUAL) && !path.startsWith(USUAL + "/")) {
                return chain.filter(exchange);
            }
            var ours = path.substring(USUAL.length()).replaceFirst("^/prometheus$", "/metrics");
            return chain.filter(exchange.mutate()
                    .request(request -> request.path(ours.isEmpty() ? "/" : ours))
                    .build());
        };
    }
}
