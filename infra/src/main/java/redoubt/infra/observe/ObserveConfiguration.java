package redoubt.infra.observe;

import io.r2dbc.pool.ConnectionPool;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

/** Health and metrics. The names of the health beans are the names in {@code /health} and in its groups. */
@Configuration(proxyBeanMethods = false)
class ObserveConfiguration {

    @Bean
    Lags lags(Map<String, Lag> readers, @Value("${redoubt.ready.max-lag}") long bound) {
        return new Lags(readers, bound);
    }

    @Bean
    LagHealth lag(Lags lags) {
        return new LagHealth(lags);
    }

    @Bean
    StartedHealth startup(Lags lags) {
        return new StartedHealth(lags);
    }

    @Bean
    DatabaseHealth databaseHealthIndicator(ConnectionPool pool) {
        return new DatabaseHealth(pool);
    }

    @Bean
    PoolMeters poolMeters(ConnectionPool pool) {
        return new PoolMeters("redoubt.database.pool", pool);
    }

    @Bean
    PoolMeters questionMeters(@Qualifier("questions") ConnectionPool questions) {
        return new PoolMeters("redoubt.database.questions", questions);
    }

    @Bean
    LagMeters lagMeters(Lags lags) {
        return new LagMeters(lags);
    }

    /** Whoever reaches the management port may read it; this chain is asked first and answers for no other port. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain managementChain(ServerHttpSecurity http) {
        return http.securityMatcher(exchange ->
                        WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management")
                                ? MatchResult.match()
                                : MatchResult.notMatch())
                .authorizeExchange(all -> all.anyExchange().permitAll())
                .csrf(ServerHttpSecurity.CsrfSpec::disable)
                .build();
    }
}
