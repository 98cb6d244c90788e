package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.axonframework.eventsourcing.eventstore.AppendCondition.none;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import redoubt.infra.TestPostgres;

class TroubleTest extends LogTest {

    private static final String LOCK = "select pg_advisory_xact_lock(4993446653023372)";
    private static final String WAITING =
            "select pid from pg_stat_activity where application_name = 'event-log-append' and wait_event = 'advisory'";

    @Test
    void aWriterWhoseSessionDiesDuringTheCallHearsThatTheOutcomeIsUnknownAndTheNextOneWrites() {
        var store = store();
        var session = session();
        run(session, "begin");
        run(session, LOCK);
        var caught = append(store, none(), event("caught", "1"));
        Awaitility.await().atMost(PATIENCE).until(() -> !sql(WAITING).isEmpty());

        sql("select pg_terminate_backend(" + sql(WAITING).getFirst() + ")");

        assertThat(failure(caught)).isInstanceOf(OutcomeUnknown.class);
        run(session, "rollback");
        Mono.from(session.close()).block(PATIENCE);
        assertThat(written(store, event("later", "2")).first()).isEqualTo(1);
    }

    @Test
    void aSessionThatDiedBetweenCallsIsReplacedWithoutAnyoneNoticing() {
        var store = store();
        written(store, event("before", "1"));
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'event-log-append'");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sql("select 1 from pg_stat_activity where application_name = 'event-log-append'")
                        .isEmpty());
        store.head().delayElement(Duration.ofMillis(100)).block(PATIENCE);

        assertThat(failure(append(store, none(), event("after", "2")))).isNull();
    }

    @Test
    void aDatabaseThatFallsSilentDoesNotHoldAWriterForEver() {
        var store = store(
                Options.defaults().withTimes(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofSeconds(2)));
        var session = session();
        run(session, "begin");
        run(session, LOCK);

        assertThat(failure(append(store, none(), event("stuck", "1")))).isInstanceOf(OutcomeUnknown.class);

        run(session, "rollback");
        Mono.from(session.close()).block(PATIENCE);
        assertThat(failure(append(store, none(), event("later", "2")))).isNull();
    }

    @Test
    void aFullQueueTurnsWritersAwayAndTheOthersAreWritten() {
        var store = store(Options.defaults().withGroups(8, 10));
        var session = session();
        run(session, "begin");
        run(session, LOCK);
        var first = append(store, none(), event("first", "1"));
        Awaitility.await().atMost(PATIENCE).until(() -> !sql(WAITING).isEmpty());

        var others = IntStream.range(0, 15)
                .mapToObj(i -> append(store, none(), event("another", "x")))
                .toList();
        assertThat(store.observations().queued().getAsLong()).isEqualTo(10);
        assertThat(store.observations().inFlight().getAsLong()).isEqualTo(1);
        run(session, "rollback");
        Mono.from(session.close()).block(PATIENCE);

        assertThat(failure(first)).isNull();
        assertThat(others.subList(0, 10).stream().map(LogTest::failure)).containsOnlyNulls();
        assertThat(others.subList(10, 15).stream().map(LogTest::failure))
                .allSatisfy(failure -> assertThat(failure).isInstanceOf(StoreBusy.class));
        assertThat(store.observations().busy().getAsLong()).isEqualTo(5);
    }

    @Test
    void aDatabaseThatRefusesConnectionsIsUnavailableUntilItNoLongerDoes() {
        var refusing = new AtomicBoolean();
        var store = store(
                unless(refusing),
                Options.defaults().withTimes(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMillis(300)));
        refusing.set(true);
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'event-log-%'");
        store.head().delayElement(Duration.ofMillis(200)).block(PATIENCE);

        assertThat(failure(append(store, none(), event("refused", "1"))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("cannot be reached");

        refusing.set(false);
        assertThat(failure(append(store, none(), event("written", "2")))).isNull();
        assertThat(store.follow(0).blockFirst(PATIENCE).message().payload()).isEqualTo("2");
    }

    @Test
    void manyWritersThroughManyDeadSessionsLoseNothingThatWasConfirmed() {
        var store = store();
        var done = new AtomicBoolean();
        var killer = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                sql("select pg_terminate_backend(pid), pg_sleep(0.05) from pg_stat_activity"
                        + " where application_name = 'event-log-append'");
            }
        });
        var confirmed = IntStream.range(0, 400)
                .mapToObj(i -> append(store, none(), event("e", String.valueOf(i)))
                        .handle((place, failure) -> {
                            assertThat(failure == null || failure.getCause() instanceof OutcomeUnknown)
                                    .as("%s", failure)
                                    .isTrue();
                            return place == null ? null : place.first() + ":" + i;
                        }))
                .map(CompletableFuture::join)
                .filter(place -> place != null)
                .toList();
        done.set(true);
        killer.join();

        assertThat(sql("select position || ':' || (payload #>> '{}') from event"))
                .containsAll(confirmed);
        assertThat(sql("select max(position) - count(*) from event where position > 0"))
                .isSubsetOf("0", "null");
    }

    @Test
    void withoutADatabaseAStoreDoesNotStartAndSaysSoInOneSentence() {
        var nowhere = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("127.0.0.1")
                .port(1)
                .username("nobody")
                .database("none")
                .build());
        var store = PostgresEventStore.of(nowhere, nowhere, new StringFormat(), Options.defaults());

        assertThatThrownBy(() -> store.start().block(PATIENCE))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("The database of the event log cannot be reached: ");
    }

    @Test
    void withoutItsSchemaAStoreDoesNotStartAndNamesTheScript() {
        try (var bare = TestPostgres.bare()) {
            var store = PostgresEventStore.of(bare.connections(), bare.pool(), new StringFormat(), Options.defaults());

            assertThatThrownBy(() -> store.start().block(PATIENCE))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("schema/001_event_log.sql");
        }
    }

    @Test
    void historyCannotBeRewritten() {
        written(store(), event("happened", "1", tag("a")));

        for (var statement : new String[] {
            "update event set payload = '{}'",
            "delete from event",
            "truncate event",
            "update event_tag set position = 7",
            "delete from event_tag",
            "truncate event_tag"
        }) {
            assertThatThrownBy(() -> sql(statement)).as(statement).hasMessageContaining("append-only");
        }
        assertThat(sql("select count(*) from event")).containsExactly("1");
    }

    @Test
    void appendingOutsideReadCommittedIsRefused() {
        var session = session();
        run(session, "begin isolation level repeatable read");

        assertThatThrownBy(() -> run(
                        session,
                        "select append_events('{}','{}','{}',now(),'{}','{}','{}','{}','{}','{}','{}','{}','{}',null,"
                                + "'{}','{}','{}')"))
                .hasMessageContaining("READ COMMITTED");
        Mono.from(session.close()).block(PATIENCE);
    }

    private ConnectionFactory unless(AtomicBoolean refusing) {
        var real = database.connections();
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return Mono.defer(() -> refusing.get()
                        ? Mono.error(new R2dbcNonTransientResourceException("connection refused"))
                        : Mono.from(real.create()));
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return real.getMetadata();
            }
        };
    }
}
