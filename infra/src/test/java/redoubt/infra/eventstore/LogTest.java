package redoubt.infra.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** What the tests of the log share: a fresh database, stores on it that are stopped afterwards, and few words to write with. */
class LogTest {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    TestDatabase database;
    private final List<PostgresEventStore> stores = new ArrayList<>();

    @BeforeEach
    void open() {
        database = TestPostgres.fresh();
    }

    @AfterEach
    void close() {
        stopStores();
        database.close();
    }

    void stopStores() {
        stores.forEach(store -> store.stop().block(PATIENCE));
        stores.clear();
    }

    PostgresEventStore store() {
        return store(Options.defaults());
    }

    PostgresEventStore store(Options options) {
        return store(database.connections(), options);
    }

    PostgresEventStore store(ConnectionFactory sessions, Options options) {
        return store(sessions, database.pool(), options);
    }

    PostgresEventStore store(ConnectionFactory sessions, ConnectionFactory pool, Options options) {
        var store = PostgresEventStore.of(sessions, pool, new StringFormat(), options);
        store.start().block(PATIENCE);
        stores.add(store);
        return store;
    }

    static Tag tag(String value) {
        return Tag.of("thing", value);
    }

    static TaggedEventMessage<?> event(String type, String payload, Tag... tags) {
        var message = new GenericEventMessage(
                UUID.randomUUID().toString(),
                new MessageType(type, "1"),
                payload,
                Map.of("by", "tester"),
                Instant.now());
        return new GenericTaggedEventMessage<EventMessage>(message, Set.of(tags));
    }

    static CompletableFuture<Appended> append(
            PostgresEventStore store, AppendCondition condition, TaggedEventMessage<?>... events) {
        return append(store, condition, new Context(), events);
    }

    @SuppressWarnings("unchecked")
    static CompletableFuture<Appended> append(
            PostgresEventStore store, AppendCondition condition, Context context, TaggedEventMessage<?>... events) {
        return store.engine()
                .appendEvents(condition, context, List.of(events))
                .thenCompose(transaction -> ((AppendTransaction<Appended>) transaction).commit(context));
    }

    static Appended written(PostgresEventStore store, TaggedEventMessage<?>... events) {
        return append(store, AppendCondition.none(), events).join();
    }

    /** The payloads with a tag, and the marker behind them. */
    record Known(List<String> payloads, ConsistencyMarker marker) {

        AppendCondition unlessMore(EventCriteria criteria) {
            return AppendCondition.withCriteria(criteria).withMarker(marker);
        }
    }

    static CompletableFuture<Known> source(EventStorageEngine engine, EventCriteria criteria) {
        return source(engine, criteria, new Context());
    }

    static CompletableFuture<Known> source(EventStorageEngine engine, EventCriteria criteria, Context context) {
        return engine.source(SourcingCondition.conditionFor(criteria), context)
                .reduce(new Known(List.of(), ConsistencyMarker.ORIGIN), (known, entry) -> {
                    var marker = entry.getResource(ConsistencyMarker.RESOURCE_KEY);
                    if (marker != null) {
                        return new Known(known.payloads(), marker);
                    }
                    var longer = new ArrayList<>(known.payloads());
                    longer.add((String) entry.message().payload());
                    return new Known(longer, known.marker());
                });
    }

    /** Whatever a future failed with, or null. */
    static Throwable failure(CompletableFuture<?> future) {
        try {
            future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            return null;
        } catch (CompletionException failed) {
            return failed.getCause();
        }
    }

    /** Runs a statement on a connection of its own. */
    List<String> sql(String statement) {
        return Flux.usingWhen(
                        database.connections().create(),
                        connection -> Flux.from(
                                        connection.createStatement(statement).execute())
                                .flatMap(result -> result.map((row, _) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(PATIENCE);
    }

    /** A connection that stays open, for a test that wants to stand in the way. */
    Connection session() {
        return Mono.from(database.connections().create()).cast(Connection.class).block(PATIENCE);
    }

    static void run(Connection session, String statement) {
        Flux.from(session.createStatement(statement).execute())
                .flatMap(result -> result.getRowsUpdated())
                .blockLast(PATIENCE);
    }
}
