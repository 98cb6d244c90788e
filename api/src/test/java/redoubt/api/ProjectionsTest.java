package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.query.rebuild.State;

@Timeout(60)
class ProjectionsTest {

    private static final String ALL = "/api/v1/admin/projections/";
    private static final String RISKS = ALL + "risks/";
    private static final String REASON = "{\"reason\":\"After an upgrade\"}";

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void projectionsAreListedAndRead() {
        var list = running.get(ALL).json();

        assertThat(list.get("count").intValue()).isEqualTo(2);
        assertThat(running.get(RISKS).text())
                .isEqualTo(list.get("results").get(1).toString())
                .startsWith("{\"name\":\"risks\",\"generation\":3,\"state\":\"running\",\"position\":0,\"head\":")
                .endsWith("\"last_event_at\":null,\"parked\":0,\"error\":null,\"rebuild\":null}");
        begin(REASON);
        assertThat(running.get(RISKS).json().get("state").stringValue()).isEqualTo("rebuilding");
        assertThat(running.get(RISKS).json().get("rebuild").get("reason").stringValue())
                .isEqualTo("After an upgrade");
    }

    @Test
    void aRebuildIsBegunAndItsProgressIsToldWhereTheAnswerSays() {
        var begun = running.ask("POST", RISKS + "rebuild/").json(REASON).send();
        var wanted = running.house.rebuilds.all.getFirst().wanted();

        assertThat(begun.status()).isEqualTo(202);
        assertThat(wanted.verify()).isFalse();
        assertThat(wanted.swap()).isTrue();
        assertThat(wanted.batch()).isEqualTo(1_000);
        assertThat(wanted.by()).isNotNull();
        String place = begun.header("Location").replaceFirst("^https?://[^/]+", "");
        running.house.rebuilds.bring(State.RUNNING, 8_000, null);
        assertThat(running.get(place).text())
                .contains("\"projection\":\"risks\",\"state\":\"running\"")
                .contains("\"from\":1,\"to\":10482,\"processed\":8000,\"percent\":76.3,\"events_per_second\":5120")
                .contains("\"eta_seconds\":1", "\"generation_old\":3,\"generation_new\":4", "\"drift\":null");
        assertThat(running.get(RISKS + "rebuilds/").json().get("count").intValue())
                .isEqualTo(1);
    }

    @Test
    void aFollowerHearsHowFarItIsUntilItHasEnded() throws Exception {
        begin(REASON);
        String id = running.house.rebuilds.bring(State.RUNNING, 8_000, null).id();
        HttpRequest following =
                running.ask("GET", RISKS + "rebuilds/" + id + "/stream").build();
        List<String> told = new ArrayList<>();

        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines =
                        client.send(following, BodyHandlers.ofLines()).body()) {
            lines.filter(line -> !line.isEmpty()).forEach(line -> {
                told.add(line);
                if (told.size() == 4) {
                    running.house.rebuilds.bring(State.COMPLETED, 10_482, null);
                }
            });
        }

        assertThat(told.subList(0, 4).stream().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: rebuild.progress", "event: rebuild.progress");
        assertThat(told.get(1)).startsWith("data: {").contains("\"processed\":8000,\"percent\":76.3");
        assertThat(told.subList(told.size() - 2, told.size()))
                .satisfiesExactly(
                        event -> assertThat(event).isEqualTo("event: rebuild.finished"),
                        data -> assertThat(data).contains("\"state\":\"completed\"", "\"percent\":100.0"));
    }

    @Test
    void aFollowerHearsOfTheEnd() {
        begin(REASON);
        String id = running.house.rebuilds.all.getFirst().id();
        running.house.rebuilds.bring(
                State.COMPLETED, 10_482, "{\"missing\":0,\"extra\":0,\"different\":0,\"samples\":[]}");
        String told = running.get(RISKS + "rebuilds/" + id + "/stream").text();

        assertThat(told)
                .startsWith("event: rebuild.finished\ndata: {\"id\":\"" + id + "\"")
                .contains("\"percent\":100.0", "\"drift\":{\"missing\":0")
                .endsWith("}\n\n");
    }

    @Test
    void oneThatGoesOnIsInTheWayOfAnotherAndCanBeStopped() {
        begin(REASON);
        String id = running.house.rebuilds.all.getFirst().id();
        String cancel = RISKS + "rebuilds/" + id + "/cancel/";

        assertThat(running.ask("POST", RISKS + "rebuild/").json(REASON).send().text())
                .startsWith("{\"error\":\"conflict\",\"code\":\"rebuild_running\"");
        assertThat(running.ask("POST", ALL + "rebuild-all/").json(REASON).send().status())
                .isEqualTo(409);
        assertThat(running.ask("POST", cancel).send().json().get("state").stringValue())
                .isEqualTo("cancelled");
        assertThat(running.ask("POST", cancel).send().text()).contains("\"code\":\"rebuild_ended\"");
        assertThat(running.ask("POST", ALL + "rebuild-all/")
                        .json(REASON)
                        .send()
                        .json()
                        .get("rebuilds")
                        .size())
                .isEqualTo(House.CATALOGUE.resources().size());
    }

    @Test
    void whatIsWrongIsToldAllAtOnce() {
        assertThat(begin("{}"))
                .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"reason\":[\"This field is required.\"]}}");
        assertThat(begin("{\"reason\":\" \",\"verify\":1,\"swap\":\"no\",\"batch_size\":99,"
                        + "\"max_events_per_second\":0.5,\"colour\":\"red\"}"))
                .contains("reason", "verify", "swap", "batch_size", "max_events_per_second", "colour");
        assertThat(begin("{\"reason\":\"" + "x".repeat(501) + "\"}")).contains("no more than 500");
        assertThat(begin("{\"reason\":\"\\u0000\"}")).contains("Null characters are not allowed.");
        assertThat(running.house.rebuilds.all).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhoMayNotIsRefused() {
        assertThat(running.get(ALL + "nothing/").status()).isEqualTo(404);
        assertThat(running.get(RISKS + "rebuilds/" + UUID.randomUUID() + "/").status())
                .isEqualTo(404);
        assertThat(running.get(RISKS + "rebuilds/1/stream").status()).isEqualTo(404);
        for (String path : new String[] {ALL, RISKS, RISKS + "rebuilds/"}) {
            assertThat(running.ask("GET", path)
                            .as("Token " + House.READER_TOKEN)
                            .send()
                            .status())
                    .isEqualTo(403);
        }
        assertThat(running.ask("POST", RISKS + "rebuild/")
                        .as("Token " + House.READER_TOKEN)
                        .json(REASON)
                        .send()
                        .status())
                .isEqualTo(403);
    }

    private String begin(String body) {
        return running.ask("POST", RISKS + "rebuild/").json(body).send().text();
    }
}
