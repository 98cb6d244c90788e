package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.query.parking.ParkedEvent;

class ParkedEventsTest {

    private static final String PARKED = "/api/v1/admin/projections/risks/parked/";
    private static final String ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void whatIsParkedIsListedAndRead() {
        park(ParkedEvent.State.FAILED, "22003: too great", 5);
        park(ParkedEvent.State.WAITING, null, 6);

        assertThat(running.get(PARKED).json().get("count").intValue()).isEqualTo(2);
        assertThat(running.get(PARKED + "?page_size=1")
                        .json()
                        .get("results")
                        .get(0)
                        .toString())
                .isEqualTo("{\"position\":5,\"type\":\"risk.updated\",\"resource\":{\"type\":\"risk\",\"id\":\"" + ID
                        + "\"},\"state\":\"failed\",\"failure\":\"22003: too great\",\"attempts\":1,"
                        + "\"parked_at\":\"2026-08-08T14:43:12Z\",\"tried_at\":null}");
        assertThat(running.get(PARKED + ID + "/").json().get("events").size()).isEqualTo(2);
        assertThat(running.get("/api/v1/admin/projections/risk_matrices/parked/")
                        .text())
                .contains("\"results\":[]");
    }

    @Test
    void aWishIsAnsweredWithWhatIsLeft() {
        park(ParkedEvent.State.FAILED, "22003: too great", 5);

        assertThat(running.ask("POST", PARKED + ID + "/retry/").send().text()).isEqualTo("{\"events\":[]}");
        assertThat(running.ask("POST", PARKED + ID + "/retry/").send().status()).isEqualTo(404);
        park(ParkedEvent.State.FAILED, "22003: too great", 5);
        assertThat(running.ask("POST", PARKED + ID + "/drop/").send().status()).isEqualTo(200);
        assertThat(running.get(PARKED + ID + "/").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhoMayNotIsRefused() {
        assertThat(running.get("/api/v1/admin/projections/nothing/parked/").status())
                .isEqualTo(404);
        assertThat(running.get(PARKED + UUID.randomUUID() + "/").status()).isEqualTo(404);
        assertThat(running.get(PARKED + "?page=2").status()).isEqualTo(404);
        assertThat(running.get(PARKED + "?colour=red").status()).isEqualTo(400);
        assertThat(running.ask("GET", PARKED)
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private void park(ParkedEvent.State state, String failure, long position) {
        running.house.parked.events.add(new ParkedEvent(
                "risk",
                ID,
                position,
                "risk.updated",
                state,
                failure,
                failure == null ? 0 : 1,
                Instant.parse("2026-08-08T14:43:12Z"),
                null));
    }
}
