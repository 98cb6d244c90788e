package redoubt.infra.kafka.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.Broker.Found;
import redoubt.infra.kafka.SharedBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SharedBroker.class)
class InboundTest {

    private static final Path KCAT = Path.of("/usr/bin/kcat");

    private final Broker broker;
    private final Commanded commanded;

    InboundTest(Broker broker) {
        this.broker = broker;
        this.commanded = new Commanded(broker);
    }

    @AfterEach
    void stop() {
        commanded.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "native"})
    void aCommandIsDoneAndAnsweredAsOverHttp(String client) {
        RunningRedoubt redoubt = commanded.started("--redoubt.kafka.client=" + client);

        commanded.send(
                "POST",
                "/api/v1/risks/",
                "{\"name\":\"Over Kafka\",\"likelihood\":3,\"impact\":4}",
                "correlation-id",
                "ci-4711");

        Found reply = commanded.reply(1).getFirst();
        assertThat(reply.header("status")).isEqualTo("201");
        assertThat(reply.header("correlation-id")).isEqualTo("ci-4711");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("etag")).isNotEmpty();
        assertThat(reply.key()).isEqualTo("key");
        JsonNode made = JsonMapper.shared().readTree(reply.body());
        Reply risk = redoubt.http()
                .get("/api/v1/risks/" + made.path("id").asString() + "/")
                .expect(200);
        assertThat(risk.json()).isEqualTo(made);
        assertThat(reply.header("location")).endsWith("/api/v1/risks/" + risk.id() + "/");
        long position = Long.parseLong(reply.header("x-redoubt-position"));
        assertThat(redoubt.http().get("/api/v1/events/" + position).expect(200).text("correlation_id"))
                .isEqualTo("ci-4711");
        assertThat(redoubt.management().get("/metrics").expect(200).text())
                .contains("redoubt_kafka_commands_total{outcome=\"done\"} 1.0");
    }

    @Test
    void whatIsAMistakeOrNotAllowedOverHttpIsSoHere() {
        RunningRedoubt redoubt = commanded.started();
        String reader = redoubt.http()
                .post("/api/v1/api-tokens/", "{\"name\":\"Reader\",\"read_only\":true}")
                .expect(201)
                .text("token");
        commanded.send("POST", "/api/v1/risks/", "{\"likelihood\":99}", "correlation-id", "invalid");
        commanded.send("POST", "/api/v1/risks/", "{\"name\":", "correlation-id", "unreadable");
        commanded.send(
                "POST",
                "/api/v1/risks/",
                "{\"name\":\"No\"}",
                "authorization",
                "Token " + reader,
                "correlation-id",
                "reader");
        commanded.send(
                "POST",
                "/api/v1/risks/",
                "{\"name\":\"No\"}",
                "authorization",
                "Token pst_nobody",
                "correlation-id",
                "nobody");
        commanded.send("DELETE", "/api/v1/risks/" + UUID.randomUUID() + "/", "", "correlation-id", "missing");
        commanded.send("GET", "/api/v1/risks/", "", "correlation-id", "question");
        commanded.send("POST", "http://elsewhere.example.org/", "", "correlation-id", "elsewhere");
        commanded.send(
                "POST",
                "/api/v1/risks/",
                "{\"name\":\"No\"}",
                "authorization",
                "Token a\r\nX-Evil: b",
                "correlation-id",
                "split");

        Map<String, Found> byCorrelation = new HashMap<>();
        commanded.reply(8).forEach(found -> byCorrelation.put(found.header("correlation-id"), found));

        Map<String, String> statuses = new HashMap<>();
        byCorrelation.forEach((name, found) -> statuses.put(name, found.header("status")));
        assertThat(statuses)
                .containsOnly(
                        Map.entry("invalid", "400"),
                        Map.entry("unreadable", "400"),
                        Map.entry("reader", "403"),
                        Map.entry("nobody", "401"),
                        Map.entry("missing", "404"),
                        Map.entry("question", "400"),
                        Map.entry("elsewhere", "400"),
                        Map.entry("split", "400"));
        Reply same =
                redoubt.http().post("/api/v1/risks/", "{\"likelihood\":99}").expect(400);
        assertThat(byCorrelation.get("invalid").body()).isEqualTo(same.text());
        assertThat(redoubt.http().risks()).isEmpty();
    }

    @Test
    void theRecordsOfAKeyAreDoneInTheirOrder() {
        RunningRedoubt redoubt = commanded.started();
        String risk = redoubt.http()
                .post("/api/v1/risks/", "{\"name\":\"First\"}")
                .expect(201)
                .id();

        for (int n = 1; n <= 30; n++) {
            commanded.send(
                    "PATCH",
                    "/api/v1/risks/" + risk + "/",
                    "{\"name\":\"Change " + n + "\"}",
                    "correlation-id",
                    "c" + n);
        }

        assertThat(commanded.reply(30))
                .extracting(found -> found.header("correlation-id"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(n -> "c" + n).toList());
        assertThat(redoubt.http().get("/api/v1/risks/" + risk + "/").expect(200).text("name"))
                .isEqualTo("Change 30");
    }

    @Test
    void secretsAreNotWrittenOnATopic() {
        commanded.started();

        commanded.send("POST", "/api/v1/api-tokens/", "{\"name\":\"Program\"}");

        Found reply = commanded.reply(1).getFirst();
        assertThat(reply.header("status")).isEqualTo("201");
        assertThat(reply.header("x-redoubt-secret-withheld")).isEqualTo("true");
        assertThat(reply.body()).doesNotContain("pst_");
    }

    @Test
    void whoAsksForTooMuchIsMadeToWaitAndThenServed() {
        RunningRedoubt redoubt = commanded.started("--redoubt.rate.burst=5", "--redoubt.rate.hourly=1000000");

        for (int n = 0; n < 8; n++) {
            commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Risk " + n + "\"}");
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .until(() -> redoubt.part(Inbound.class).done() == 8);
        assertThat(commanded.reply(8))
                .extracting(found -> found.header("status"))
                .containsOnly("201");
    }

    @Test
    void whatKcatSendsIsDone() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(KCAT), "Left out: kcat is not installed; apt-get install kcat brings it");
        RunningRedoubt redoubt = commanded.started();

        Process kcat = new ProcessBuilder(
                        "sh",
                        "-c",
                        "echo '{\"name\": \"From a topic\", \"likelihood\": 3, \"impact\": 4}' | " + KCAT + " -b "
                                + broker.address() + " -t " + commanded.commands() + " -P -k any"
                                + " -H method=POST -H path=/api/v1/risks/ -H \"authorization=Token "
                                + RunningRedoubt.TOKEN + "\" -H correlation-id=my-1")
                .inheritIO()
                .start();
        assertThat(kcat.waitFor()).isZero();

        assertThat(commanded.reply(1).getFirst().headers())
                .containsEntry("status", "201")
                .containsEntry("correlation-id", "my-1");
        assertThat(redoubt.http().get("/api/v1/risks/").names()).containsExactly("From a topic");
    }
}
