package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.Running;
import redoubt.identity.AuditRead;

/** Who looks at what is watched. */
class ReadersTest {

    private static final String AUDIT = "/api/v1/audit-log/";

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoLooksAtWhatIsWatchedIsOnRecord() {
        running.get(AUDIT + "?type=folder.*");
        running.get("/api/v1/webhooks/");

        assertThat(running.house.notes)
                .containsExactly(
                        new AuditRead("audit", "list_audit_log", null),
                        new AuditRead("webhooks", "list_webhooks", null));
    }

    @Test
    void whoIsShownNothingOfItIsNot() {
        running.ask("HEAD", AUDIT).send();
        running.get(AUDIT + "?ordering=nonsense");
        running.get(AUDIT + "head/");
        running.get("/api/v1/risks/");

        assertThat(running.house.notes).isEmpty();
    }
}
