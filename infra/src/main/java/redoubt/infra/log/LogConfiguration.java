package redoubt.infra.log;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.idempotency.Receipts;
import redoubt.command.engine.Asides;
import redoubt.command.engine.Journal;
import redoubt.command.engine.Messages;
import redoubt.infra.RedoubtProperties;
import redoubt.infra.eventstore.Options;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.privacy.SealedFields;
import redoubt.model.Catalogue;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.SnapshotJson;
import redoubt.query.audit.Payloads;
import redoubt.query.log.EventLog;
import redoubt.query.log.LogCensus;
import redoubt.query.tenancy.Confined;

/** The event store, started before anything asks it and stopped after everything has. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    @Bean
    EventJson eventJson(Catalogue catalogue) {
        return new EventJson(catalogue, List.of(), new LargeEvents());
    }

    @Bean
    Payloads payloads(EventJson json, SealedFields sealed) {
        return new StoredPayloads(json, sealed);
    }

    @Bean
    Messages messages(Catalogue catalogue, EventJson json) {
        return new Messages(catalogue, json);
    }

    @Bean(destroyMethod = "close")
    RunningStore runningStore(
            ConnectionFactory sessions,
            ConnectionPool pool,
            EventJson json,
            SealedFields sealed,
            RedoubtProperties properties) {
        Options options = Options.defaults()
                .withReceipts(properties.idempotencyTtl())
                .withGroups(properties.append().group(), properties.append().queue());
        return RunningStore.start(PostgresEventStore.of(sessions, pool, new KernelFormat(json, sealed), options));
    }

    @Bean
    PostgresEventStore eventStore(RunningStore running) {
        return running.store();
    }

    @Bean
    Journal journal() {
        return new StoreJournal();
    }

    @Bean
    Asides asides(PostgresEventStore store) {
        return new StoreAsides(store);
    }

    @Bean
    Receipts receipts(PostgresEventStore store) {
        return new StoreReceipts(store);
    }

    @Bean
    StoredSnapshots snapshots(PostgresEventStore store, Catalogue catalogue, EventJson json) {
        return new StoredSnapshots(store, catalogue, new SnapshotJson(catalogue, json), StoredSnapshots.SPACING);
    }

    @Bean
    LogCensus census(ConnectionPool pool) {
        return new StoredCensus(pool);
    }

    @Bean
    EventLog eventLog(
            PostgresEventStore store,
            Confined confined,
            Messages messages,
            Catalogue catalogue,
            StoredSnapshots snapshots) {
        return new StoredLog(store, confined, messages, catalogue, snapshots);
    }
}
