package redoubt.infra.observe;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Up if the pool gives a connection that answers within a moment. */
final class DatabaseHealth extends AbstractReactiveHealthIndicator {

    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final ConnectionPool pool;

    DatabaseHealth(ConnectionPool pool) {
        super("The database does not answer");
        this.pool = pool;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.usingWhen(
                        pool.create(),
                        connection -> Flux.from(
                                        connection.createStatement("select 1").execute())
                                .flatMap(result -> result.map(row -> true))
                                .single(),
                        Connection::close)
                .timeout(MOMENT)
                .map(answered -> builder.up().build());
    }
}
