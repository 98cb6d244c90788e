package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.api.webhook.Delivery.State;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** What attempts cost while much else is on its way, and the database still believes that nothing is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UUID WEBHOOK = UUID.randomUUID();
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final int ON_THEIR_WAY = 5_000;
    private static final int ATTEMPTS = 20;

    private final TestDatabase database = TestPostgres.fresh();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connections())
            .maxSize(1)
            .build());
    private final Questions questions = new Questions(pool);
    private final Outcomes outcomes = new Outcomes(pool);

    @BeforeAll
    void tidyWhileNothingIsOnItsWay() {
        begin();
        database.asSuperuser("delete from webhook_open");
        database.asSuperuser("vacuum analyze webhook_open");
        begin();
    }

    @AfterAll
    void stop() {
        pool.dispose();
        database.close();
    }

    @Test
    void whatArrivedIsNotedWithoutAGlanceAtWhatElseIsOnItsWay() {
        long before = read();
        for (UUID id : some()) {
            note(id, 200, Outcome.ended(State.DELIVERED));
        }
        assertThat(read() - before).isBetween((long) ATTEMPTS, 10L * ATTEMPTS);
        assertThat(questions.count("webhook_delivery where state = 'delivered'"))
                .isEqualTo(ATTEMPTS);
    }

    @Test
    void whatIsTriedAgainIsNotedWithoutAGlanceAtWhatElseIsOnItsWay() {
        long before = read();
        for (UUID id : some()) {
            note(id, 503, new Outcome(State.RETRYING, Duration.ofHours(1)));
        }
        assertThat(read() - before).isBetween((long) ATTEMPTS, 10L * ATTEMPTS);
        assertThat(questions.count("webhook_open where state = 'retrying' and status = 503"))
                .isEqualTo(ATTEMPTS);
    }

    private void begin() {
        database.asSuperuser("insert into webhook_open (webhook, org, message, type, noun, resource, state, cause,"
                + " attempts, tries, next_at, lease) select '" + WEBHOOK + "', '" + ORGANIZATION + "', 'msg_' || n,"
                + " 'risk.created', 'risk', gen_random_uuid(), 'delivering', 'event', 1, 1, clock_timestamp(),"
                + " clock_timestamp() + interval '1 hour' from generate_series(1, " + ON_THEIR_WAY + ") n");
    }

    private List<UUID> some() {
        return questions.ask("select id from webhook_open where state = 'delivering' limit " + ATTEMPTS, UUID.class);
    }

    private void note(UUID id, int status, Outcome outcome) {
        Sent sent = new Sent(
                Instant.now(), Duration.ofMillis(3), status, null, Map.of(), new byte[0], "192.0.2.7", null, false);
        Due due = new Due(WEBHOOK, id, ORGANIZATION, "msg_1", 7L, "risk.created", 1, 1, 0, null, Lease.now(), null);
        outcomes.note(due, sent, new byte[] {'{', '}'}, outcome).block(PATIENCE);
    }

    /** How many rows of what is on its way were read until now. */
    private long read() {
        questions.ask("select pg_stat_force_next_flush() is null", Boolean.class);
        return questions
                .ask(
                        "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname = 'webhook_open'",
                        Long.class)
                .getFirst();
    }
}
