package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.TestPostgres;
import tools.jackson.databind.JsonNode;

/** A table stands still at every node, nobody waits for it, and it loses nothing. */
@Timeout(120)
class PausedProjectionTest {

    private static final String RISKS = "/api/v1/admin/projections/risks/";
    private static final String STORE = "/api/v1/admin/event-store/";
    private static final String PAUSED = "X-Redoubt-Paused-At";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aPausedTableHoldsNobodyUpAndGoesOnWithAllThatItMissed() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database);
                var other = RunningRedoubt.on(database)) {
            Http near = one.http();
            Http far = other.http();
            String known = near.post("/api/v1/risks/", "{\"name\":\"Before\"}")
                    .expect(201)
                    .id();
            JsonNode paused = far.send("POST", RISKS + "pause/", BodyPublishers.noBody())
                    .expect(200)
                    .json();
            assertThat(paused.path("state").asString()).isEqualTo("paused");
            try (var stream = EventStream.open(far, "?types=risk.*", "")) {
                stream.next().orElseThrow();
                stream.next().orElseThrow();
                Instant before = Instant.now();
                Reply written =
                        near.post("/api/v1/risks/", "{\"name\":\"Meanwhile\"}").expect(201);
                near.patch("/api/v1/risks/" + known + "/", "{\"name\":\"Changed\"}")
                        .expect(200);
                assertThat(near.get("/api/v1/risks/").expect(200).names()).containsExactly("Before");
                assertThat(near.get("/api/v1/risks/" + known + "/").expect(200).header(PAUSED))
                        .isEqualTo(paused.path("position").asString());
                near.get("/api/v1/risks/" + written.id() + "/").expect(404);
                await().atMost(SOON)
                        .until(() -> far.get("/api/v1/risks/").expect(200).header(PAUSED) != null);
                Reply list = far.get("/api/v1/risks/").expect(200);
                assertThat(list.header("X-Redoubt-Projection-Position"))
                        .isEqualTo(paused.path("position").asString());
                assertThat(Duration.between(before, Instant.now()))
                        .as("nobody waits")
                        .isLessThan(SOON);
                assertThat(stream.next().orElseThrow().resource()).isEqualTo(written.id());
                assertThat(far.get("/api/v1/folders/").expect(200).header(PAUSED))
                        .isNull();
            }
            assertThat(near.get(RISKS).json().path("lag_events").asLong()).isEqualTo(2);

            near.send("POST", RISKS + "resume/", BodyPublishers.noBody()).expect(200);
            await().atMost(SOON).until(() -> near.get("/api/v1/risks/?ordering=created_at")
                    .names()
                    .equals(List.of("Changed", "Meanwhile")));
            await().atMost(SOON).until(() -> far.get("/api/v1/risks/").header(PAUSED) == null);
            await().atMost(SOON)
                    .until(() -> far.get(RISKS).json().path("lag_events").asLong() == 0);
        }
    }

    @Test
    void theLogIsToldInNumbers() {
        try (var database = TestPostgres.fresh();
                var redoubt = RunningRedoubt.on(database)) {
            Http http = redoubt.http();
            for (int n = 0; n < 30; n++) {
                http.post("/api/v1/risks/", "{\"name\":\"Risk " + n + "\"}").expect(201);
            }
            JsonNode counted = http.get(STORE).expect(200).json();
            long head = counted.path("head").asLong();
            assertThat(counted.path("counted").asBoolean()).isTrue();
            assertThat(counted.path("events").asLong()).isEqualTo(head);
            assertThat(counted.path("holes").asLong()).isZero();
            assertThat(counted.path("streams").asLong()).isBetween(30L, head);
            assertThat(counted.path("append_rate_1m").asDouble()).isPositive();
            assertThat(counted.path("bytes").asLong()).isPositive();
            assertThat(Instant.parse(counted.path("oldest").asString()))
                    .isBefore(Instant.parse(counted.path("newest").asString()));
            await().atMost(SOON)
                    .until(() -> http.get(STORE).json().path("sealed_position").asLong() == head);
        }
    }
}
