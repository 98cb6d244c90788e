package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** Tokens in the header that clients of detections use. */
class ApiKeysTest {

    private static final String UNAUTHENTICATED =
            "{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}";

    private static Running running;

    @BeforeAll
    static void start() {
        running = new Running();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aTokenMayStandByItselfInTheHeaderForKeys() {
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .as(null)
                        .header("X-API-Key", " " + House.TOKEN + " ")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pst_wrong", "Token " + House.TOKEN, "eyJhbGciOiJub25lIn0.e30.x"})
    void oneBodyForEveryKeyThatIsNone(String key) {
        Told told = running.ask("GET", "/api/v1/risks/")
                .as(null)
                .header("X-API-Key", key)
                .send();
        assertThat(told.status()).isEqualTo(401);
        assertThat(told.text()).isEqualTo(UNAUTHENTICATED);
    }

    @Test
    void whoShowsTwoCredentialsIsNeither() {
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .as("Token " + House.TOKEN)
                        .header("X-API-Key", House.TOKEN)
                        .send()
                        .status())
                .isEqualTo(401);
    }
}
