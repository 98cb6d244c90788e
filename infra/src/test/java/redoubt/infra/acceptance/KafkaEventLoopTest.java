package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.infra.TestPostgres;
import redoubt.infra.kafka.Broker;

/** Nothing that has to do with Kafka blocks a thread of an event loop, whichever client it is, and while the broker is away. */
@Timeout(240)
class KafkaEventLoopTest {

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "native"})
    void tellingKafkaAndDoingWhatItSaysBlocksNoEventLoop(String client) {
        try (var broker = new Broker();
                var database = TestPostgres.fresh()) {
            String events = "events-" + UUID.randomUUID();
            String commands = broker.topic();
            String replies = broker.topic();
            try (var watched = ChildRedoubt.begin(
                    data,
                    WatchedRedoubt.class,
                    WatchedRedoubt.JVM,
                    List.of(
                            "--redoubt.database-url=" + database.url(),
                            "--redoubt.kafka.client=" + client,
                            "--redoubt.kafka.bootstrap-servers=" + broker.address(),
                            "--redoubt.kafka.topic=" + events,
                            "--redoubt.kafka.commands-topic=" + commands,
                            "--redoubt.kafka.replies-topic=" + replies))) {
                watched.awaitAddress();
                command(broker, commands, "One");
                assertThat(broker.read(replies, 1)).isNotEmpty();
                broker.stop();
                for (int n = 0; n < 50; n++) {
                    watched.http()
                            .post("/api/v1/risks/", "{\"name\":\"Risk " + n + "\"}")
                            .expect(201);
                }
                broker.startAgain();
                command(broker, commands, "Two");
                assertThat(broker.read(replies, 2)).hasSize(2);
                assertThat(broker.read(
                                events,
                                all -> all.stream()
                                                .filter(found ->
                                                        found.header("type").equals("risk.created"))
                                                .map(found -> found.header("id"))
                                                .distinct()
                                                .count()
                                        == 52))
                        .isNotEmpty();

                List<String> blocked = watched.complaints()
                        .lines()
                        .filter(line -> line.startsWith(WatchedRedoubt.BLOCKED))
                        .toList();
                assertThat(blocked).hasSize(1);
                assertThat(blocked.getFirst()).contains(WatchedRedoubt.ON_PURPOSE);
            }
        }
    }

    private static void command(Broker broker, String topic, String name) {
        broker.send(
                topic,
                "key",
                Map.of("method", "POST", "path", "/api/v1/risks/", "authorization", "Token " + RunningRedoubt.TOKEN),
                "{\"name\":\"" + name + "\"}");
    }
}
