package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is done with the log, and with what is made of it, is in the log. */
@ExtendWith(SharedRedoubt.class)
@Timeout(120)
class AuditNotesTest {

    private static final String AUDIT = "/api/v1/audit-log/";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Http http;

    AuditNotesTest(RunningRedoubt redoubt) {
        this.http = redoubt.http();
    }

    @Test
    void whatIsDoneWithTheLogIsInTheLog() {
        long before = http.get("/api/v1/meta/").json().path("event_head").asLong();
        sealed(before);
        http.get(AUDIT + "export/?type=risk.*&search=" + "flood").expect(200);
        http.get(AUDIT + "verify/?from=1&to=5").expect(200);
        Reply begun =
                http.post(AUDIT + "verifications/", "{\"from\":2,\"to\":6}").expect(202);

        JsonNode exported = one("type=audit.exported&position__gte=" + (before + 1));
        assertThat(exported.path("actor").path("name").asString()).isNotEmpty();
        JsonNode data = http.get(AUDIT + exported.path("position").asLong() + "/")
                .expect(200)
                .json()
                .path("data");
        assertThat(data.path("format").asString()).isEqualTo("ndjson");
        assertThat(data.path("filters").toString()).isEqualTo("[\"search\",\"type\"]");
        assertThat(begun.id()).isNotEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(positions("type=audit.verified&position__gte=" + (before + 1)))
                        .hasSize(2));
        assertThat(positions("type=audit.checkpoint")).isNotEmpty();
        assertThat(http.get(AUDIT + "checkpoints/?page_size=500").results())
                .hasSameSizeAs(positions("type=audit.checkpoint"));
    }

    @Test
    void whoLooksAtWhatIsWatchedIsInTheLog() {
        try (RunningRedoubt watching = RunningRedoubt.start("--redoubt.audit-reads=webhooks,users")) {
            Http asker = watching.http();
            String me = asker.get("/api/v1/users/").ids().getFirst();
            asker.get("/api/v1/users/" + me + "/").expect(200);
            asker.get("/api/v1/webhooks/").expect(200);
            asker.get("/api/v1/risks/").expect(200);
            asker.get(AUDIT).expect(200);

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            asker.get(AUDIT + "?type=audit.read&ordering=position").results().stream()
                                    .map(each -> each.path("position").asLong())
                                    .map(position -> asker.get(AUDIT + position + "/")
                                            .json()
                                            .path("data"))
                                    .map(data -> data.path("operation").asString()
                                            + data.path("thing").asString("")))
                    .containsExactly("list_users", "read_user" + me, "list_webhooks"));
        }
    }

    @Test
    void endpointsElsewhereMayHoldWhereTheChainStood() {
        http.post(
                        "/api/v1/webhooks/",
                        "{\"name\":\"Anchors\",\"url\":\"https://example.org/\",\"event_types\":[\"audit.checkpoint\"]}")
                .expect(201);
        assertThat(http.get("/api/v1/webhook-event-types/audit.checkpoint/schema/")
                        .expect(200)
                        .text())
                .contains("signature");
    }

    @Test
    void thatATableWasMadeAnewIsInTheLogOnce() {
        Reply begun = http.post("/api/v1/admin/projections/assets/rebuild/", "{\"reason\":\"To be on record\"}")
                .expect(202);

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        http.get(AUDIT + "?ordering=position&resource=" + begun.id()).results().stream()
                                .map(each -> each.path("type").asString()))
                .containsExactly("projection.rebuild_started", "projection.rebuild_completed"));
        JsonNode started = one("type=projection.rebuild_started&resource=" + begun.id());
        assertThat(started.path("changes").toString()).contains("\"asset\"");
    }

    private void sealed(long position) {
        Instant end = Instant.now().plus(SOON);
        while (http.get(AUDIT + "head/")
                        .expect(200)
                        .json()
                        .path("sealed_position")
                        .asLong()
                < position) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    private JsonNode one(String filter) {
        List<JsonNode> found = http.get(AUDIT + "?" + filter).expect(200).results();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Long> positions(String filter) {
        Reply reply = http.get(AUDIT + "?page_size=500&" + filter).expect(200);
        List<Long> positions = reply.results().stream()
                .map(each -> each.path("position").asLong())
                .toList();
        assertThat(reply.json().path("count").asInt()).isEqualTo(positions.size());
        return positions;
    }
}
