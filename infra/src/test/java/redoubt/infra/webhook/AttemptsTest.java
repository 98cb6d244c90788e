package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.webhook.Attempts.Room;

/** What is due is found for all endpoints at once, and taken for those that have any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UUID NEW = UUID.randomUUID();
    private static final UUID AGAIN = UUID.randomUUID();
    private static final UUID LATER = UUID.randomUUID();
    private static final UUID AWAY = UUID.randomUUID();
    private static final UUID LOST = UUID.randomUUID();
    private static final UUID TOLD_AGAIN = UUID.randomUUID();
    private static final UUID QUIET = UUID.randomUUID();
    private static final List<UUID> ALL = List.of(NEW, AGAIN, LATER, AWAY, LOST, TOLD_AGAIN, QUIET);

    private final TestDatabase database = TestPostgres.fresh();
    private final Attempts attempts = new Attempts(database.connections());

    @BeforeEach
    void oneOfEachKind() {
        database.asSuperuser("delete from webhook_open");
        wait(NEW, "pending", "event", "-1 second", "null");
        wait(AGAIN, "retrying", "redelivery", "-1 hour", "null");
        wait(LATER, "retrying", "event", "1 hour", "null");
        wait(AWAY, "delivering", "event", "-1 second", "clock_timestamp() + interval '30 seconds'");
        wait(LOST, "delivering", "event", "-1 minute", "clock_timestamp() - interval '1 second'");
        wait(TOLD_AGAIN, "pending", "replay", "-1 second", "null");
    }

    @AfterAll
    void stop() {
        database.close();
    }

    private void wait(UUID webhook, String state, String cause, String next, String lease) {
        database.asSuperuser(
                "insert into webhook_open (webhook, org, message, position, type, noun, resource, state, cause,"
                        + " next_at, lease) values ('" + webhook
                        + "', gen_random_uuid(), 'msg_1', 7, 'risk.created', 'risk',"
                        + " gen_random_uuid(), '" + state + "', '" + cause + "', clock_timestamp() + interval '" + next
                        + "', "
                        + lease + ")");
    }

    @Test
    void whatNobodyIsAtAndWhoseTimeHasComeIsDue() {
        assertThat(attempts.due(ALL).block(PATIENCE)).containsExactlyInAnyOrder(NEW, AGAIN, LOST, TOLD_AGAIN);
        assertThat(attempts.due(List.of(QUIET, LATER)).block(PATIENCE)).isEmpty();
    }

    @Test
    void whatIsDueIsTakenOnceAndIsNotDueAnyMore() {
        List<Room> rooms = new ArrayList<>();
        ALL.forEach(webhook -> rooms.add(new Room(webhook, false, 4)));
        assertThat(attempts.claim(rooms).block(PATIENCE))
                .extracting(Due::webhook)
                .containsExactlyInAnyOrder(NEW, AGAIN, LOST, TOLD_AGAIN);
        assertThat(attempts.due(ALL).block(PATIENCE)).isEmpty();
        assertThat(attempts.claim(rooms).block(PATIENCE)).isEmpty();
    }
}
