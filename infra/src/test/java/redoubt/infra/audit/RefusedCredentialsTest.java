package redoubt.infra.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.RunningRedoubt;
import tools.jackson.databind.JsonNode;

/** Credentials that are none are on record, a minute of them at once. */
class RefusedCredentialsTest {

    private static final String ENTRIES = "/api/v1/audit-log/?type=auth.failed";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void anAddressThatGuessesIsToldOnceWithHowOftenItDid() {
        try (var redoubt = RunningRedoubt.start()) {
            for (int i = 0; i < 5; i++) {
                redoubt.http().as("pst_" + "x".repeat(43)).get("/api/v1/risks/").expect(401);
            }
            redoubt.http().anonymous().get("/api/v1/risks/").expect(401);

            redoubt.part(RefusedCredentials.class).note().block(PATIENCE);
            redoubt.part(RefusedCredentials.class).note().block(PATIENCE);

            List<JsonNode> entries = redoubt.http().get(ENTRIES).expect(200).results();
            assertThat(entries).hasSize(1);
            assertThat(entries.getFirst().path("actor").path("type").asString()).isEqualTo("system");
            long position = entries.getFirst().path("position").asLong();
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode entry = redoubt.http()
                        .get("/api/v1/audit-log/" + position + "/")
                        .expect(200)
                        .json();
                assertThat(entry.path("data").path("count").asInt()).isEqualTo(5);
                assertThat(entry.path("actor").path("ip").asString()).isEqualTo("127.0.0.1");
            });
        }
    }
}
