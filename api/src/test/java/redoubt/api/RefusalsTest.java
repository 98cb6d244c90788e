package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.Running;

/** Credentials that were none are counted by where they came from. */
class RefusalsTest {

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whoShowsACredentialThatIsNoneIsCountedAndWhoShowsNothingIsNot() {
        running.ask("GET", "/api/v1/audit-log/").as("Token pst_nobodys").send();
        running.ask("GET", "/api/v1/audit-log/").as("").send();

        assertThat(running.house.refusals).containsExactly("127.0.0.1");
    }
}
