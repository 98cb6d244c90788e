package redoubt.infra.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.util.function.ToDoubleFunction;

/** A pool in numbers: connections by state, their bound, and who waits for one. */
final class PoolMeters implements MeterBinder {

    private final String name;
    private final ConnectionPool pool;

    /** @param name what the names of the numbers begin with */
    PoolMeters(String name, ConnectionPool pool) {
        this.name = name;
        this.pool = pool;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        pool.getMetrics().ifPresent(metrics -> {
            connections(registry, metrics, "acquired", PoolMetrics::acquiredSize);
            connections(registry, metrics, "idle", PoolMetrics::idleSize);
            Gauge.builder(name + ".connections.max", metrics, PoolMetrics::getMaxAllocatedSize)
                    .description("The greatest number of connections the pool may open")
                    .register(registry);
            Gauge.builder(name + ".waiting", metrics, PoolMetrics::pendingAcquireSize)
                    .description("Requests that wait for a connection")
                    .register(registry);
        });
    }

    private void connections(
            MeterRegistry registry, PoolMetrics metrics, String state, ToDoubleFunction<PoolMetrics> size) {
        Gauge.builder(name + ".connections", metrics, size)
                .description("Open connections of the pool by state")
                .tag("state", state)
                .register(registry);
    }
}
