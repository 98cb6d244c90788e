package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.query.log.EventLog;

/** What operators see of a running node. */
@ExtendWith(SharedRedoubt.class)
class OperationsTest {

    private final RunningRedoubt redoubt;

    OperationsTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void aNodeSaysThatItLivesThatItIsReadyAndThatItHasStarted() {
        for (String probe : List.of("live", "ready", "started")) {
            assertThat(redoubt.management().get("/health/" + probe).expect(200).text("status"))
                    .as(probe)
                    .isEqualTo("UP");
        }
        assertThat(redoubt.management().get("/health/ready").text()).contains("lag");
        redoubt.http().anonymous().get("/api/v1/health/").expect(200);
    }

    @Test
    void metricsAreNamedAsTheirReadersExpect() {
        redoubt.http().post("/api/v1/risks/", "{\"name\":\"Measured\"}").expect(201);
        List<String> lines = Arrays.asList(
                redoubt.management().get("/metrics").expect(200).text().split("\n"));

        assertThat(lines).anyMatch(line -> line.startsWith("redoubt_"));
        assertThat(lines).anyMatch(line -> line.startsWith("http_server_requests_seconds_count"));
        List<String> helped = new ArrayList<>();
        lines.stream()
                .filter(line -> line.startsWith("# HELP redoubt_"))
                .forEach(line -> helped.add(line.split(" ")[2]));
        lines.stream().filter(line -> line.startsWith("# TYPE redoubt_")).forEach(line -> {
            String[] words = line.split(" ");
            assertThat(helped).as("help for " + words[2]).contains(words[2]);
            assertThat(words[2]).as(line).matches("[a-z][a-z0-9_]*");
            if (words[3].equals("counter")) {
                assertThat(words[2]).as(line).endsWith("_total");
            }
        });
    }

    @Test
    void theOperatorsPortIsNotTheClients() {
        redoubt.http().get("/metrics").expect(404);
        redoubt.management().get("/api/v1/risks/").expect(404);
    }

    @Test
    void everyAnswerNamesItsRequest() {
        Http http = redoubt.http();

        assertThat(http.get("/api/v1/risks/").header("X-Request-ID")).isNotBlank();
        assertThat(http.with("X-Request-ID", "mine-1").get("/api/v1/nothing/").header("X-Request-ID"))
                .isEqualTo("mine-1");
        assertThat(http.with("X-Request-ID", "not mine!").get("/api/v1/risks/").header("X-Request-ID"))
                .isNotEqualTo("not mine!");
        assertThat(http.anonymous()
                        .with("X-Request-ID", "mine-2")
                        .get("/api/v1/risks/")
                        .header("X-Request-ID"))
                .isEqualTo("mine-2");
    }

    @Test
    void anEventKnowsTheTraceThatItsRequestWasPartOf() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        assertThat(traced(trace)).isEqualTo(trace);
        assertThat(traced("00-00000000000000000000000000000000-00f067aa0ba902b7-01"))
                .isNull();
        assertThat(traced("nonsense")).isNull();
    }

    private @Nullable String traced(String parent) {
        Reply made = redoubt.http()
                .with("traceparent", parent)
                .post("/api/v1/risks/", "{\"name\":\"Traced\"}")
                .expect(201);
        long position = Long.parseLong(String.valueOf(made.header("X-Redoubt-Position")));
        return Objects.requireNonNull(redoubt.part(EventLog.class)
                        .read(new EventLog.Reading(position - 1, position, null, Set.of(), false))
                        .blockFirst(Duration.ofSeconds(10)))
                .envelope()
                .trace();
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        assertThat(redoubt.http()
                        .get("/api/v1/risks/?search=" + "a".repeat(9_000))
                        .expect(414)
                        .text())
                .isEqualTo("{\"error\":\"uri_too_long\",\"message\":\"Request URI is too long\"}");
    }

    @Test
    void scriptsOfOtherOriginsAreNotInvited() {
        Reply answered =
                redoubt.http().with("Origin", "https://elsewhere.example").get("/api/v1/risks/");

        assertThat(answered.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void largeAnswersAreCompressedWhenThatIsAskedFor() {
        Http http = redoubt.http().with("Accept-Encoding", "gzip");

        assertThat(http.get("/api/v1/openapi.json").expect(200).header("Content-Encoding"))
                .isEqualTo("gzip");
    }
}
