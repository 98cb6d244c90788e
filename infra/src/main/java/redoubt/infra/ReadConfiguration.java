package redoubt.infra;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.observe.Lag;
import redoubt.infra.trace.Tracing;
import redoubt.model.Catalogue;
import redoubt.query.assembly.ReadSide;
import redoubt.query.log.EventLog;
import redoubt.query.projection.Projector;
import redoubt.query.tenancy.Confined;

/** The read side, started when the log is there and stopped before it. */
@Configuration(proxyBeanMethods = false)
class ReadConfiguration {

    /** Filling tables from a long log takes its time; a start that waits longer than this has failed. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration FAREWELL = Duration.ofSeconds(10);

    @Bean
    RunningReadSide runningReadSide(
            ConnectionFactory sessions,
            ConnectionPool pool,
            Confined confined,
            EventLog log,
            Catalogue catalogue,
            Clock clock,
            Tracing tracing,
            RedoubtProperties properties) {
        ReadSide side = ReadSide.of(sessions, pool, confined, log, catalogue, clock, properties.timezone());
        side.projector().tell(tracing.projection());
        side.projector().start().block(PATIENCE);
        return new RunningReadSide(side);
    }

    @Bean
    ReadSide readSide(RunningReadSide running) {
        return running.side();
    }

    @Bean
    Lag projection(PostgresEventStore store, ReadSide side) {
        return new Lag() {
            @Override
            public long head() {
                return store.followed();
            }

            @Override
            public long reached() {
                return side.progress().reached();
            }
        };
    }

    @Bean
    MeterBinder parked(ReadSide side) {
        return registry -> Gauge.builder("redoubt.projection.parked", side.projector(), Projector::parked)
                .description("How many resources stand still because of an event that their table could not take")
                .baseUnit("resources")
                .register(registry);
    }

    /** The read side between its start and its stop. */
    record RunningReadSide(ReadSide side) implements AutoCloseable {

        @Override
        public void close() {
            side.projector().stop().block(FAREWELL);
        }
    }
}
