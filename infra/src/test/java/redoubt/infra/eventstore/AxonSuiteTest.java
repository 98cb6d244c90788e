package redoubt.infra.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.junit.jupiter.api.AfterAll;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.eventstore.Options.RecordedAt;

/**
 * Axon's own suite for storage engines, as published, with nothing overridden. It compares the timestamps of messages, so
 * the store is asked to keep them.
 */
class AxonSuiteTest extends StorageEngineTestSuite<EventStorageEngine> {

    private final TestDatabase database = TestPostgres.fresh();
    private final PostgresEventStore store = PostgresEventStore.of(
            database.connections(),
            database.pool(),
            new StringFormat(),
            Options.defaults().withRecordedAt(RecordedAt.MESSAGE_TIMESTAMP));

    @Override
    protected EventStorageEngine buildStorageEngine() {
        store.start().block(LogTest.PATIENCE);
        return store.engine();
    }

    @Override
    protected ProcessingContext processingContext() {
        return new Context();
    }

    @AfterAll
    void stop() {
        store.stop().block(LogTest.PATIENCE);
        database.close();
    }
}
