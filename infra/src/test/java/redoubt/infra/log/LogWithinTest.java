package redoubt.infra.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import redoubt.grc.Risk;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Ref;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/** What people read of the log. Nothing here says whose it is but the transaction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogWithinTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOBODY = new UUID(0, 1).toString();

    private final TestDatabase database = TestPostgres.fresh();
    private RunningRedoubt redoubt;
    private EventLog log;
    private Ref<Risk> risk;
    private String house;

    @BeforeAll
    void start() {
        redoubt = RunningRedoubt.on(database);
        risk = Ref.of(
                Risk.class,
                redoubt.http()
                        .post("/api/v1/risks/", "{\"name\":\"Breach\"}")
                        .expect(201)
                        .text("id"));
        for (int i = 0; i < 120; i++) {
            redoubt.http()
                    .patch("/api/v1/risks/" + risk.id() + "/", "{\"description\":\"Step " + i + "\"}")
                    .expect(200);
        }
        log = redoubt.part(EventLog.class);
        house = log.read(Reading.of(risk)).blockFirst(PATIENCE).envelope().organization();
    }

    @AfterAll
    void stop() {
        redoubt.close();
        database.close();
    }

    @Test
    void anOrganizationReadsWhatHappenedInIt() {
        Timeline whole = new LogTimeline(log);
        Timeline within = whole.within(house);

        assertThat(within.steps(risk).collectList().block(PATIENCE))
                .hasSize(121)
                .isEqualTo(whole.steps(risk).collectList().block(PATIENCE));
        assertThat(within.latest(risk).block(PATIENCE))
                .isNotNull()
                .isEqualTo(whole.latest(risk).block(PATIENCE));
        assertThat(within.version(risk, 110).block(PATIENCE))
                .isEqualTo(whole.version(risk, 110).block(PATIENCE));
        long head = log.head().block(PATIENCE);
        assertThat(log.within(house).head().block(PATIENCE)).isEqualTo(head);
        assertThat(log.within(house)
                        .read(new Reading(0, Long.MAX_VALUE, null, Set.of(), true))
                        .collectList()
                        .block(PATIENCE))
                .hasSize(Math.toIntExact(head));
    }

    @Test
    void whatHappenedInAnotherOrganizationIsNotThere() {
        Timeline within = new LogTimeline(log).within(NOBODY);
        long head = log.head().block(PATIENCE);

        assertThat(within.steps(risk).collectList().block(PATIENCE)).isEmpty();
        assertThat(within.last(risk).block(PATIENCE)).isNull();
        assertThat(within.latest(risk).block(PATIENCE)).isNull();
        for (long position = head - 3; position <= head; position++) {
            assertThat(within.at(risk, position).block(PATIENCE)).isNull();
        }
        for (long version : List.of(1L, 2L, 100L, 121L)) {
            assertThat(within.version(risk, version).block(PATIENCE)).isNull();
        }
        for (boolean descending : List.of(true, false)) {
            assertThat(log.within(NOBODY)
                            .read(new Reading(0, Long.MAX_VALUE, null, Set.of(), descending))
                            .collectList()
                            .block(PATIENCE))
                    .isEmpty();
        }
        assertThat(log.within(NOBODY)
                        .read(Reading.of(Landscapes.NOUNS, head))
                        .collectList()
                        .block(PATIENCE))
                .isEmpty();
    }

    @Test
    void whoNamesNoOrganizationReadsNothingAndWritesNothing() {
        ConnectionPool questions = database.questions(1);
        for (String table : List.of("event", "event_origin", "event_tag", "snapshot", "token_use")) {
            assertThat(ask(questions, "select count(*)::text from " + table))
                    .as(table)
                    .containsExactly("0");
            assertThatThrownBy(() -> ask(questions, "set transaction_read_only = off; delete from " + table))
                    .as(table)
                    .hasMessageContaining("permission denied");
        }
        assertThat(ask(questions, "select count(invitation)::text from invite_link"))
                .containsExactly("0");
        for (String forbidden : List.of(
                "select password from account",
                "select digest from invite_link",
                "select digest from credential",
                "select wrapped from subject_key",
                "select body from receipt",
                "select private_key from signing_key",
                "select digest from letter_secret",
                "select closed from webhook_secret")) {
            assertThatThrownBy(() -> ask(questions, forbidden)).as(forbidden).hasMessageContaining("permission denied");
        }
    }

    @Test
    void theRoleOfQuestionsReadsNoMoreTablesThanItNeeds() {
        assertThat(ask(
                        database.connections(),
                        "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and"
                            + " c.relkind in ('r', 'v') and has_any_column_privilege(current_user || '_reader', c.oid,"
                            + " 'select') order by 1"))
                .containsExactly(
                        "account",
                        // What the hash of anything is says nothing of it, and is shown beside the entry behind it.
                        "audit_seal",
                        "event",
                        "event_origin",
                        "event_tag",
                        "invite_link",
                        "snapshot",
                        "token_use",
                        "webhook_arrival",
                        "webhook_arrived",
                        "webhook_attempt",
                        "webhook_body",
                        "webhook_crew",
                        "webhook_delivery",
                        "webhook_flight",
                        "webhook_health",
                        "webhook_open",
                        "webhook_replay",
                        "webhook_seat",
                        "webhook_state",
                        "webhook_under_way");
        assertThat(ask(
                        database.connections(),
                        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and"
                                + " a.attname = 'org' where c.relkind in ('r', 'p') and not (c.relrowsecurity and"
                                + " c.relforcerowsecurity)"))
                .isEmpty();
    }

    private static List<String> ask(io.r2dbc.spi.ConnectionFactory connections, String sql) {
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class)))),
                        Connection::close)
                .collectList()
                .block(PATIENCE);
    }
}
