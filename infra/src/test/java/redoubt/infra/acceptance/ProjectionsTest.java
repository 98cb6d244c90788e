package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Tables are looked after over HTTP, and nobody who reads, writes or listens notices. */
@Timeout(120)
@ExtendWith(SharedRedoubt.class)
class ProjectionsTest {

    private static final String RISKS = "/api/v1/admin/projections/risks/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Http http;

    ProjectionsTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void t18ATableIsMadeAnewWhileEverybodyGoesOnAndNothingIsToldTwice() {
        for (int i = 0; i < 5; i++) {
            http.post("/api/v1/risks/", "{\"name\":\"Before " + i + "\"}").expect(201);
        }
        long generation = http.get(RISKS).expect(200).json().path("generation").asLong();
        try (var stream = EventStream.open(http, "?types=risk.*", "")) {
            stream.next().orElseThrow();
            stream.next().orElseThrow();
            Reply begun = http.post(
                            RISKS + "rebuild/",
                            "{\"reason\":\"To be"
                                    + " sure\",\"verify\":true,\"batch_size\":100,\"max_events_per_second\":2000}")
                    .expect(202);
            String place = begun.header("Location").replaceFirst("^https?://[^/]+", "");
            List<String> written = new ArrayList<>();
            do {
                written.add(http.post("/api/v1/risks/", "{\"name\":\"Meanwhile\"}")
                        .expect(201)
                        .id());
                assertThat(http.get("/api/v1/risks/?name=Meanwhile&page_size=500&ordering=created_at")
                                .expect(200)
                                .ids())
                        .endsWith(written.getLast());
            } while (http.get(place).expect(200).json().path("finished_at").isNull());

            JsonNode done = http.get(place).expect(200).json();
            assertThat(done.path("state").asString()).isEqualTo("completed");
            assertThat(done.path("checksum_new").asString())
                    .isEqualTo(done.path("checksum_old").asString())
                    .hasSize(32);
            assertThat(done.path("drift").path("different").asInt()
                            + done.path("drift").path("missing").asInt()
                            + done.path("drift").path("extra").asInt())
                    .isZero();
            assertThat(http.get(RISKS).json().path("generation").asLong()).isEqualTo(generation + 1);
            for (String risk : written) {
                var told = stream.next().orElseThrow();
                assertThat(told.event()).isEqualTo("risk.created");
                assertThat(told.resource()).isEqualTo(risk);
            }
        }
    }

    @Test
    void everyTableIsMadeAnewInTurn() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> http.post(
                                        "/api/v1/admin/projections/rebuild-all/",
                                        "{\"reason\":\"To be sure\",\"verify\":true}")
                                .status()
                        == 202);
        Awaitility.await().atMost(PATIENCE).until(() -> http.get("/api/v1/admin/projections/").results().stream()
                .allMatch(each -> each.path("rebuild").isNull()));

        for (JsonNode each : http.get("/api/v1/admin/projections/").results()) {
            JsonNode last = http.get(
                            "/api/v1/admin/projections/" + each.path("name").asString() + "/rebuilds/")
                    .results()
                    .getFirst();
            assertThat(last.path("state").asString()).as(last.toString()).isEqualTo("completed");
            assertThat(last.path("drift").path("different").asInt())
                    .as(last.toString())
                    .isZero();
        }
    }

    @Test
    void nothingIsParked() {
        assertThat(http.get(RISKS + "parked/").expect(200).json().path("count").asInt())
                .isZero();
        assertThat(http.get(RISKS).json().path("parked").asInt()).isZero();
    }
}
