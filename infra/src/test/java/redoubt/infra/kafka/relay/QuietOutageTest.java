package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.infra.acceptance.Overheard;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;

/** Operators hear that a broker is away and that it is back, and little in between. */
class QuietOutageTest {

    private static final Duration AWAY = Duration.ofSeconds(15);

    /** That the broker cannot be reached, and that the one to begin with cannot. */
    private static final int FEW = 2;

    @ParameterizedTest
    @ValueSource(strings = {"reactor", "native"})
    void whileABrokerIsAwayNobodyHearsOfItAgainAndAgain(String client) {
        String topic = Told.topic();
        try (var broker = new Broker();
                var redoubt = RunningRedoubt.start(Told.settings(
                        broker.address(),
                        topic,
                        "--redoubt.kafka.client=" + client,
                        "--redoubt.kafka.commands-topic=" + topic + "-commands",
                        "--redoubt.kafka.replies-topic=" + topic + "-replies",
                        "--redoubt.kafka.group=" + topic,
                        "--logging.level." + Standing.class.getName() + "=info"));
                var clients = new Overheard("org.apache.kafka.clients.NetworkClient");
                var ours = new Overheard(Standing.class.getName())) {
            Told.settled(redoubt);
            clients.listen();
            ours.listen();

            broker.stop();
            risk(redoubt);
            await().during(AWAY).atMost(AWAY.multipliedBy(2)).untilAsserted(() -> assertThat(ofNode(clients))
                    .hasSizeLessThanOrEqualTo(FEW));
            assertThat(ofNode(clients)).isNotEmpty();
            assertThat(ours.heard()).singleElement().asString().startsWith("Kafka takes no events on " + topic);

            broker.startAgain();
            await().atMost(Told.PATIENCE).until(() -> ours.heard().size() > 1);
            assertThat(ours.heard()).hasSize(2).last().asString().isEqualTo("Kafka takes events again, on " + topic);
        }
    }

    /** There may be other clients in this process. */
    private static List<String> ofNode(Overheard clients) {
        return clients.heard().stream()
                .filter(line -> line.contains("clientId=redoubt-"))
                .toList();
    }

    private static void risk(RunningRedoubt redoubt) {
        redoubt.http().post("/api/v1/risks/", "{\"name\":\"Outage\"}").expect(201);
    }
}
