package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.model.access.Quota;
import tools.jackson.databind.JsonNode;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OpenStreamsTest {

    private static final String STREAMS = "/api/v1/events/streams/";
    private static final Open ELSEWHERE = new Open(
            "0190b6f0-5555-4aaa-8aaa-0123456789ab",
            House.ORGANIZATION,
            House.READER,
            Instant.parse("2026-08-08T14:00:00Z"),
            1,
            Map.of(),
            null);

    private final Running running = new Running();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        running.close();
    }

    @Test
    void anOperatorSeesWhatIsOpenAndEndsIt() throws Exception {
        running.risk("Three");
        try (Heard heard = listen("/api/v1/events/stream?from=earliest&types=risk.*")) {
            assertThat(heard.event()).isEqualTo(3);
            JsonNode open = only();
            assertThat(open.propertyNames())
                    .containsExactly("id", "user", "since", "position", "lag", "filters", "remote");
            assertThat(open.get("user").stringValue()).isEqualTo(House.READER);
            assertThat(open.get("since").stringValue()).isEqualTo("2026-08-08T14:43:12Z");
            assertThat(open.get("position").longValue()).isEqualTo(3);
            assertThat(open.get("lag").longValue()).isZero();
            assertThat(open.get("filters").toString()).isEqualTo("{\"types\":[\"risk.*\"]}");
            assertThat(open.get("remote").stringValue()).isEqualTo("127.0.0.1");

            assertThat(end(open.get("id").stringValue())).isEqualTo(204);
            assertThat(heard.rest().getLast()).isEqualTo("event: stream.closing\ndata: {\"reason\":\"closed\"}");
            assertThat(running.get(STREAMS).json().get("count").intValue()).isZero();
            assertThat(end(open.get("id").stringValue())).isEqualTo(404);
        }
    }

    @Test
    void whatIsOpenAtOtherNodesIsSeenAndEndedThere() {
        running.house.streams.open.add(ELSEWHERE);
        JsonNode open = only();
        assertThat(open.get("id").stringValue()).isEqualTo(ELSEWHERE.id());
        assertThat(open.get("lag").longValue()).isEqualTo(1);
        assertThat(open.get("remote").isNull()).isTrue();
        assertThat(end(ELSEWHERE.id())).isEqualTo(204);
        assertThat(running.house.streams.ended).containsExactly(ELSEWHERE.id());
    }

    @Test
    void theStreamsOfOtherOrganizationsAreNobodys() {
        running.house.streams.open.add(new Open(
                ELSEWHERE.id(), House.ROOT, House.ADMIN, ELSEWHERE.since(), 1, Map.of("types", List.of("*")), null));
        assertThat(running.get(STREAMS).json().get("count").intValue()).isZero();
        assertThat(end(ELSEWHERE.id())).isEqualTo(404);
        assertThat(end("nonsense")).isEqualTo(404);
        assertThat(running.house.streams.ended).isEmpty();
    }

    @Test
    void aStreamCostsOneRequestAndWhatItTellsNothing() throws Exception {
        try (Running metered = new Running(new Quota(1_000, 1_000), 1_000)) {
            HttpResponse<java.io.InputStream> stream = client.send(
                    metered.ask("GET", "/api/v1/events/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
            try (Heard heard = new Heard(stream)) {
                assertThat(heard.header("X-RateLimit-Remaining")).isEqualTo("999");
                for (int n = 0; n < 20; n++) {
                    metered.risk("Told");
                    heard.event();
                }
                assertThat(metered.get("/api/v1/risks/").header("X-RateLimit-Remaining"))
                        .isEqualTo("978");
            }
        }
    }

    @Test
    void whoOperatesNothingSeesNone() {
        assertThat(running.ask("GET", STREAMS)
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(running.ask("DELETE", STREAMS + ELSEWHERE.id() + "/")
                        .as("Token " + House.READER_TOKEN)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private JsonNode only() {
        Told told = running.get(STREAMS);
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json().get("count").intValue()).isEqualTo(1);
        return told.json().get("results").get(0);
    }

    private int end(String id) {
        return running.ask("DELETE", STREAMS + id + "/").send().status();
    }

    private Heard listen(String path) throws Exception {
        HttpResponse<java.io.InputStream> response = client.send(
                running.ask("GET", path).as("Token " + House.READER_TOKEN).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Heard(response);
    }
}
