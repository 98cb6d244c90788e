package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.model.access.Role;

/** A stream lives no longer than the right to it. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StreamsThatEndTest {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String READER = "Token " + House.READER_TOKEN;

    private final Running running = new Running();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        running.close();
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        try (Heard reader = listen(READER);
                Heard other = listen("Token " + House.TOKEN)) {
            running.house.callers.remove(House.READER_TOKEN);
            running.house.changed();
            assertThat(reader.rest().getLast()).isEqualTo(closing("token_revoked"));
            running.risk("Heard by others");
            assertThat(other.event()).isEqualTo(3);
        }
        assertThat(running.ask("GET", STREAM).as(READER).send().status()).isEqualTo(401);
    }

    @Test
    void aStreamEndsWhenRightsBecomeOthersAndGoesOnWithThem() throws Exception {
        try (Heard heard = listen(READER)) {
            running.house.callers.put(
                    House.READER_TOKEN, House.principal(House.READER, House.TOKEN_ID, Role.ADMINISTRATOR));
            running.house.changed();
            assertThat(heard.rest().getLast()).isEqualTo(closing("max_age"));
        }
        try (Heard heard = listen(READER)) {
            assertThat(heard.frame()).startsWith("retry: ");
        }
    }

    @Test
    void aStreamGoesOnWhenOthersAreChanged() throws Exception {
        try (Heard heard = listen(READER)) {
            running.house.changed();
            running.risk("Still heard");
            assertThat(heard.event()).isEqualTo(3);
        }
    }

    private static String closing(String reason) {
        return "event: stream.closing\ndata: {\"reason\":\"" + reason + "\"}";
    }

    private Heard listen(String token) throws Exception {
        HttpResponse<java.io.InputStream> response =
                client.send(running.ask("GET", STREAM).as(token).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Heard(response);
    }
}
