package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.api.wire.Line;

/** A connection serves one request after the other, however early they come. */
@ExtendWith(SharedRedoubt.class)
class KeptConnectionTest {

    private static final int ROUNDS = 50;

    private final RunningRedoubt redoubt;

    KeptConnectionTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void aRequestThatComesBeforeTheLastAnswerIsNotTheEndOfTheConnection() throws IOException {
        try (var line = Line.open(redoubt.base().getPort())) {
            for (int round = 0; round < ROUNDS; round++) {
                // One that has to ask the database, and behind it one that is refused on the spot.
                line.send(request(RunningRedoubt.TOKEN) + request("no token"));
                assertThat(line.status()).isEqualTo(200);
                assertThat(line.status()).isEqualTo(401);
                line.send(request(RunningRedoubt.TOKEN));
                assertThat(line.status()).isEqualTo(200);
            }
        }
    }

    private static String request(String token) {
        return "GET /api/v1/risks/?page_size=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token " + token
                + "\r\n\r\n";
    }
}
