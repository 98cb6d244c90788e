package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import tools.jackson.databind.JsonNode;

class PausedProjectionsTest {

    private static final String RISKS = "/api/v1/admin/projections/risks/";

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aTableStandsStillAndGoesOnAndReadersAreToldSo() {
        String id = running.risk("Before").id();
        Told paused = post(RISKS + "pause/");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(paused.json().get("state").stringValue()).isEqualTo("paused");
        running.risk("Meanwhile");

        Told list = running.get("/api/v1/risks/");
        assertThat(list.header("X-Redoubt-Projection-Position")).isEqualTo("3");
        assertThat(list.header("X-Redoubt-Paused-At")).isEqualTo("3");
        assertThat(running.get("/api/v1/risks/" + id + "/").header("X-Redoubt-Paused-At"))
                .isEqualTo("3");
        Told others = running.get("/api/v1/folders/");
        assertThat(others.header("X-Redoubt-Projection-Position")).isEqualTo("4");
        assertThat(others.header("X-Redoubt-Paused-At")).isNull();

        assertThat(post(RISKS + "resume/").json().get("state").stringValue()).isEqualTo("running");
        assertThat(running.get("/api/v1/risks/").header("X-Redoubt-Projection-Position"))
                .isEqualTo("4");
        assertThat(running.get("/api/v1/risks/").header("X-Redoubt-Paused-At")).isNull();
    }

    @Test
    void onlyWhoOperatesTheHousePausesWhatThereIs() {
        assertThat(post("/api/v1/admin/projections/nonsense/pause/").status()).isEqualTo(404);
        assertThat(running.ask("POST", RISKS + "pause/")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.ask("GET", "/api/v1/admin/event-store/")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.ask("POST", RISKS + "resume/?now=1").send().status()).isEqualTo(400);
    }

    @Test
    void theLogIsToldInNumbers() {
        running.risk("Third");
        JsonNode told = running.get("/api/v1/admin/event-store/").json();
        assertThat(told.toString())
                .isEqualTo("{\"head\":3,\"sealed_position\":0,\"streams\":3,\"events\":3,\"holes\":0,\"counted\":true,"
                        + "\"oldest\":\"2026-08-08T14:43:12Z\",\"newest\":\"2026-08-08T14:43:12Z\",\"bytes\":4096,"
                        + "\"append_rate_1m\":0.05}");
    }

    private Told post(String path) {
        return running.ask("POST", path).send();
    }
}
