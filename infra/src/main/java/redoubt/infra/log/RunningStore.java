package redoubt.infra.log;

import java.time.Duration;
import redoubt.infra.eventstore.PostgresEventStore;

/**
 * An event store between its start and its stop.
 *
 * @param store the store, working
 */
record RunningStore(PostgresEventStore store) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Waits for the store to start: the process serves nothing without it. */
    static RunningStore start(PostgresEventStore store) {
        store.start().then(store.sweepAside()).block(PATIENCE);
        return new RunningStore(store);
    }

    /** Waits until every append that was accepted has its outcome. */
    @Override
    public void close() {
        store.stop().block(PATIENCE);
    }
}
