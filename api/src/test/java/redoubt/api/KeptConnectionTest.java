package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.wire.Line;
import redoubt.query.parking.ParkedEvent;

/** A client that asks again the moment it is answered, on one connection. */
class KeptConnectionTest {

    private static final int ROUNDS = 150;
    private static final String ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final ParkedEvent FAILED = new ParkedEvent(
            "risk",
            ID,
            5,
            "risk.updated",
            ParkedEvent.State.FAILED,
            "22003: too great",
            1,
            Instant.parse("2026-08-08T14:43:12Z"),
            null);

    /** The answer to something that is kept is given from another thread than what comes next. */
    @Test
    void whoAsksAgainAtOnceIsAnsweredEachTime() throws IOException {
        String request = "POST /api/v1/admin/projections/risks/parked/" + ID + "/retry/ HTTP/1.1\r\n"
                + "Host: localhost\r\nContent-Length: 0\r\nAuthorization: Token " + House.TOKEN + "\r\n\r\n";
        try (var running = new Running();
                var line = Line.open(running.port())) {
            for (int round = 0; round < ROUNDS; round++) {
                running.house.parked.events.add(FAILED);
                for (int status : new int[] {200, 404}) {
                    line.send(request);
                    assertThat(line.status()).as("round " + round).isEqualTo(status);
                }
            }
        }
    }
}
