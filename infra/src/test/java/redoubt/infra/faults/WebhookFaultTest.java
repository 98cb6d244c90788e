package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.acceptance.Npm;
import redoubt.infra.acceptance.Receiver;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever tells webhooks is killed, or stands still and wakes up: each event is told, and no attempt is made by two. */
@Timeout(900)
class WebhookFaultTest {

    private static final List<String> NEAR = List.of(
            "-Dredoubt.webhook.allow-http=true",
            "-Dredoubt.webhook.allowed-cidrs=127.0.0.1",
            "-Dredoubt.webhook.retry-schedule=0s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
    private static final String HOOKS = "/api/v1/webhooks/";
    private static final String EAGER = ",\"event_types\":[\"risk.*\"],\"max_in_flight\":16,\"rate_per_second\":100}";
    private static final Duration AT_LAST = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void whoStandsStillWhileItTellsAndWakesUpTellsNothingThatOthersHaveTold() throws Exception {
        try (var rig = Rig.in(directory, NEAR).and(RedoubtApplication.class, NEAR);
                var receiver = new Receiver()) {
            // Slow enough that something is always under way.
            receiver.judging(_ -> {
                pause(Duration.ofMillis(300));
                return Answer.of(204);
            });
            long head = head(rig);
            String hook = rig.node(0)
                    .http()
                    .post(HOOKS, "{\"name\":\"Frozen\",\"url\":\"" + receiver.url() + "\"" + EAGER)
                    .expect(201)
                    .id();
            int leader = leader(rig);
            int other = 1 - leader;
            rig.during("F3 who tells webhooks frozen", ledger -> {
                await().atMost(AT_LAST).until(() -> receiver.got().size() > 20);
                rig.node(leader).freeze();
                await().atMost(AT_LAST).until(() -> leads(rig.node(other)));
                // What was under way is taken for lost, and made again by the other.
                await().atMost(AT_LAST).until(() -> receiver.got().stream().anyMatch(WebhookFaultTest::again));
                Thread.sleep(Scale.seconds(1, 20));
                rig.node(leader).thaw();
                Rig.untilMore(ledger, 1, Duration.ofSeconds(10));
            });
            await().atMost(AT_LAST).until(() -> pending(rig, other, hook) == 0);
            assertThat(told(receiver.got())).isEqualTo(written(rig, head));
            assertThat(receiver.got().stream()
                            .map(got -> got.header("x-redoubt-delivery") + " " + got.header("x-redoubt-attempt")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aReceiverThatOthersWroteHearsOfEverythingWhileTheServerIsKilledAgainAndAgain() throws Exception {
        Path home = Npm.installed("clients", List.of("receiver.mjs"));
        Path heard = Files.createTempFile(directory, "heard", ".ndjson");
        Path port = directory.resolve("port");
        try (var rig = Rig.in(directory, NEAR)) {
            long head = head(rig);
            String secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
            Process receiver = new ProcessBuilder("node", "receiver.mjs", secret, heard.toString(), port.toString())
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("receiver.log").toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(port));
                String hook = rig.node(0)
                        .http()
                        .post(
                                HOOKS,
                                "{\"name\":\"Killed\",\"url\":\"http://127.0.0.1:" + Files.readString(port)
                                        + "/\",\"secret\":\"" + secret + "\"" + EAGER)
                        .expect(201)
                        .id();
                rig.during("F1 who tells webhooks killed three times", ledger -> {
                    int part = Scale.times(250, 2_500);
                    for (int time = 0; time < 3; time++) {
                        Rig.untilMore(ledger, part, AT_LAST);
                        rig.node(0).kill();
                        rig.node(0).start();
                    }
                    Rig.untilMore(ledger, part, AT_LAST);
                });
                await().atMost(AT_LAST).until(() -> pending(rig, 0, hook) == 0);
                List<JsonNode> lines = Files.readAllLines(heard).stream()
                        .map(line -> JsonMapper.shared().readTree(line))
                        .toList();
                Set<String> first = new TreeSet<>();
                lines.stream().filter(line -> !line.path("again").asBoolean()).forEach(line -> assertThat(
                                first.add(line.path("id").asString()))
                        .isTrue());
                assertThat(first).isEqualTo(written(rig, head));
                assertThat(first).hasSizeGreaterThan(Scale.times(1_000, 10_000));
                assertThat(lines.stream().filter(line -> line.path("differs").asBoolean()))
                        .as("what came again was the same")
                        .isEmpty();
                assertThat(Files.readString(directory.resolve("receiver.log")))
                        .as("what was not signed, or not as it should be")
                        .isEmpty();
            } finally {
                receiver.destroyForcibly();
            }
        }
    }

    private static boolean again(Got got) {
        return got.header("x-redoubt-attempt").equals("2");
    }

    private static long head(Rig rig) {
        return Long.parseLong(rig.server().ask("select log_head()").getFirst());
    }

    private static boolean leads(Node node) {
        return node.http()
                .get("/api/v1/health/ready/")
                .json()
                .path("checks")
                .path("webhooks")
                .asString()
                .equals("ok");
    }

    private static int leader(Rig rig) {
        await().atMost(AT_LAST).until(() -> leads(rig.node(0)) || leads(rig.node(1)));
        return leads(rig.node(0)) ? 0 : 1;
    }

    /** How much is on its way, when everything has been queued. */
    private static int pending(Rig rig, int node, String hook) {
        JsonNode now = rig.node(node).http().get(HOOKS + hook + "/").expect(200).json();
        long last = Long.parseLong(rig.server()
                .ask("select max(position) from event where type like 'risk.%'")
                .getFirst());
        return now.path("checkpoint_position").asLong() < last
                ? Integer.MAX_VALUE
                : now.path("pending_count").asInt();
    }

    private static Set<String> told(List<Got> got) {
        Set<String> told = new TreeSet<>();
        got.forEach(each -> told.add(each.header("webhook-id")));
        return told;
    }

    /** The names of the messages of all that happened to risks. */
    private static Set<String> written(Rig rig, long head) {
        return new TreeSet<>(rig.server()
                .ask("select 'msg_' || replace(id::text, '-', '') from event where type like 'risk.%' and position > "
                        + head));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
