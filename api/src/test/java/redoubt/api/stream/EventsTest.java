package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class EventsTest {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String AHEAD =
            "{\"error\":\"validation_error\",\"details\":{\"last_event_id\":[\"Position is ahead of the log.\"]}}";

    private final Running running = new Running();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        running.close();
    }

    @Test
    void whatHappensIsHeardAndCanBeRead() throws Exception {
        try (Heard heard = listen(running.ask("GET", STREAM + "?types=risk.*"))) {
            assertThat(heard.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(heard.header("Cache-Control")).isEqualTo("no-store, no-transform");
            assertThat(heard.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(heard.header("X-Redoubt-Last-Event-ID")).isEqualTo("2");
            assertThat(heard.header("Content-Length")).isNull();
            assertThat(heard.frame()).matches("retry: (2[5-9]|3[0-4])\\d\\d|retry: 3500");
            assertThat(heard.frame())
                    .isEqualTo("id: 2\nevent: stream.ready\ndata: {\"after\":2,\"head\":2,\"heartbeat_seconds\":15,"
                            + "\"filters\":{\"types\":[\"risk.*\"]}}");
            assertThat(heard.frame()).isEqualTo("event: stream.caught_up\ndata: {\"position\":2}");
            Told risk = running.risk("Ransomware");
            String frame = heard.frame();
            assertThat(frame).startsWith("id: 3\nevent: risk.created\ndata: {\"type\":\"risk.created\"");
            JsonNode envelope = Json.MAPPER.readTree(frame.substring(frame.indexOf('{')));
            assertThat(envelope.propertyNames())
                    .containsExactly(
                            "type",
                            "timestamp",
                            "data",
                            "schema_version",
                            "position",
                            "resource",
                            "folder",
                            "actor",
                            "correlation_id");
            assertThat(envelope.get("data")).isEqualTo(risk.json());
            assertThat(envelope.get("correlation_id").stringValue()).isEqualTo(risk.header("X-Request-ID"));
            assertThat(envelope.get("resource").toString())
                    .isEqualTo("{\"type\":\"risk\",\"id\":\"" + risk.id() + "\",\"version\":1}");
            assertThat(envelope.get("actor").toString())
                    .isEqualTo("{\"type\":\"user\",\"id\":\"" + House.ADMIN + "\"}");
            Told one = running.get("/api/v1/events/3/");
            assertThat(one.json()).isEqualTo(envelope);
        }
    }

    @Test
    void anUpdateTellsWhatChangedAndADeletionWhatWasLost() {
        String id = running.risk("Ransomware").id();
        running.ask("PATCH", "/api/v1/risks/" + id + "/").json("{\"impact\":5}").send();
        running.ask("DELETE", "/api/v1/risks/" + id + "/").send();
        JsonNode updated = running.get("/api/v1/events/4/").json();
        assertThat(updated.get("type").stringValue()).isEqualTo("risk.updated");
        assertThat(updated.at("/data/impact").intValue()).isEqualTo(5);
        assertThat(updated.at("/data/changed_fields").toString()).isEqualTo("[\"impact\"]");
        JsonNode deleted = running.get("/api/v1/events/5").json();
        assertThat(deleted.at("/data/name").stringValue()).isEqualTo("Ransomware");
        assertThat(deleted.at("/data/deleted_at")).isEqualTo(deleted.get("timestamp"));
    }

    @Test
    void whoComesBackMissesNothingAndHearsNothingTwice() throws Exception {
        for (int i = 0; i < 300; i++) {
            running.risk("Risk " + i);
        }
        List<Long> heard = new ArrayList<>();
        long last = 2;
        while (last < 302) {
            try (Heard part =
                    listen(running.ask("GET", STREAM + "?payload=thin").header("Last-Event-ID", "" + last))) {
                for (int i = 0; i < 70 && last < 302; i++) {
                    last = part.event();
                    heard.add(last);
                }
            }
        }
        assertThat(heard).hasSize(300).isSorted().doesNotHaveDuplicates().startsWith(3L);
    }

    @Test
    void whatTheReadModelsDoNotShowYetIsNotHeardYet() throws Exception {
        running.house.lag(1);
        try (Heard heard = listen(running.ask("GET", STREAM + "?payload=none&from=2"))) {
            running.risk("First");
            running.risk("Second");
            assertThat(heard.event()).isEqualTo(3);
            assertThat(heard.silentFor(Duration.ofMillis(300))).isTrue();
            running.house.lag(0);
            assertThat(heard.event()).isEqualTo(4);
        }
    }

    @Test
    void aBoundedStreamEndsAndIsNotOpenedAgain() throws Exception {
        running.risk("Ransomware");
        try (Heard heard = listen(running.ask("GET", STREAM + "?from=earliest&until=head&types=folder.*"))) {
            List<String> frames = heard.rest();
            assertThat(frames.getLast()).isEqualTo("event: stream.closing\ndata: {\"reason\":\"until_reached\"}");
            assertThat(frames).contains("id: 3").anyMatch(frame -> frame.startsWith("id: 1\nevent: folder.created"));
        }
        assertThat(running.ask("GET", STREAM + "?until=3")
                        .header("Last-Event-ID", "3")
                        .send()
                        .status())
                .isEqualTo(204);
    }

    @Test
    void positionsThatCannotBeAreRefused() {
        assertThat(running.get(STREAM + "?last_event_id=3").text()).isEqualTo(AHEAD);
        assertThat(running.ask("GET", STREAM + "?last_event_id=1")
                        .header("Last-Event-ID", "9")
                        .send()
                        .text())
                .isEqualTo(AHEAD);
        for (String wrong : List.of(
                "last_event_id=-1",
                "last_event_id=x",
                "from=yesterday",
                "from=3",
                "until=never",
                "types=risk.exploded",
                "types=",
                "resource_type=spaceship",
                "resource=7",
                "folder=x",
                "payload=fat",
                "tpyes=risk.*")) {
            Told told = running.get(STREAM + "?" + wrong);
            assertThat(told.status()).as(wrong).isEqualTo(400);
            assertThat(told.json().get("details").has(wrong.substring(0, wrong.indexOf('='))))
                    .as(wrong)
                    .isTrue();
        }
        assertThat(running.ask("GET", STREAM).as(null).send().status()).isEqualTo(401);
        assertThat(running.ask("GET", STREAM)
                        .header("Accept", "application/json")
                        .send()
                        .status())
                .isEqualTo(406);
        assertThat(running.ask("HEAD", STREAM).send().status()).isEqualTo(405);
    }

    @Test
    void aUserHasTenStreamsAndAnotherOneWhenOneIsLeft() throws Exception {
        List<Heard> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            open.add(listen(running.ask("GET", STREAM)));
        }
        Told refused = running.get(STREAM);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text())
                .isEqualTo("{\"error\":\"rate_limited\",\"message\":\"Too many requests\",\"retry_after\":30}");
        try (Heard other = listen(running.ask("GET", STREAM).as("Token " + House.READER_TOKEN))) {
            assertThat(other.frame()).startsWith("retry: ");
        }
        open.removeFirst().close();
        Heard again = null;
        while (again == null) {
            HttpResponse<java.io.InputStream> response = send(running.ask("GET", STREAM));
            again = response.statusCode() == 200 ? new Heard(response) : null;
        }
        again.close();
        for (Heard each : open) {
            each.close();
        }
    }

    @Test
    void aServerThatStopsEndsItsStreamsAndOpensNoMore() throws Exception {
        try (Heard heard = listen(running.ask("GET", STREAM))) {
            running.api.close().block(Duration.ofSeconds(5));
            List<String> frames = heard.rest();
            assertThat(frames.subList(frames.size() - 2, frames.size()))
                    .containsExactly("retry: 15000", "event: stream.closing\ndata: {\"reason\":\"shutdown\"}");
        }
        assertThat(running.get(STREAM).status()).isEqualTo(503);
        assertThat(running.get("/api/v1/risks/").status()).isEqualTo(200);
    }

    @Test
    void aPollTellsPagesAndWhereToGoOn() {
        for (int i = 0; i < 5; i++) {
            running.risk("Risk " + i);
        }
        JsonNode first =
                running.get("/api/v1/events/?after=2&limit=3&payload=thin").json();
        assertThat(first.get("results").size()).isEqualTo(3);
        assertThat(first.get("next_after").longValue()).isEqualTo(5);
        assertThat(first.get("head").longValue()).isEqualTo(7);
        JsonNode second = running.get("/api/v1/events?after=5&limit=3").json();
        assertThat(second.get("results").size()).isEqualTo(2);
        assertThat(second.get("next_after").longValue()).isEqualTo(7);
        assertThat(running.get("/api/v1/events/?after=7").text())
                .isEqualTo("{\"results\":[],\"next_after\":7,\"head\":7}");
        JsonNode none = running.get("/api/v1/events/?types=folder.deleted").json();
        assertThat(none.get("results").isEmpty()).isTrue();
        assertThat(none.get("next_after").longValue()).isEqualTo(7);
        assertThat(running.get("/api/v1/events/?after=8").status()).isEqualTo(400);
        assertThat(running.get("/api/v1/events/?limit=501").status()).isEqualTo(400);
    }

    @Test
    void aPollWaitsForTheNextEventButNotForEver() throws Exception {
        var waiting = client.sendAsync(
                running.ask("GET", "/api/v1/events/?after=2&wait=20").build(), HttpResponse.BodyHandlers.ofString());
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(waiting.isDone()).isFalse();
        running.risk("Ransomware");
        String body = waiting.get(5, TimeUnit.SECONDS).body();
        assertThat(Json.MAPPER.readTree(body).get("results").size()).isEqualTo(1);
        assertThat(running.get("/api/v1/events/?after=3&wait=1").text())
                .isEqualTo("{\"results\":[],\"next_after\":3,\"head\":3}");
    }

    @Test
    void aPollTellsItsCallerEverythingTheyDidBefore() throws Exception {
        running.house.lag(1);
        running.risk("Ransomware");
        var waiting = client.sendAsync(
                running.ask("GET", "/api/v1/events/?after=2").build(), HttpResponse.BodyHandlers.ofString());
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(waiting.isDone()).isFalse();
        running.house.lag(0);
        String body = waiting.get(5, TimeUnit.SECONDS).body();
        assertThat(Json.MAPPER.readTree(body).get("results").size()).isEqualTo(1);
    }

    @Test
    void aPositionThatHoldsNothingForTheCallerIsNotFound() {
        for (String position : List.of("0", "3", "99999999999999999999", "x", "-1")) {
            assertThat(running.get("/api/v1/events/" + position + "/").status())
                    .as(position)
                    .isEqualTo(404);
        }
    }

    private Heard listen(Running.Ask ask) throws Exception {
        HttpResponse<java.io.InputStream> response = send(ask);
        assertThat(response.statusCode()).isEqualTo(200);
        return new Heard(response);
    }

    private HttpResponse<java.io.InputStream> send(Running.Ask ask) throws Exception {
        return client.send(ask.build(), HttpResponse.BodyHandlers.ofInputStream());
    }
}
