package redoubt.infra.faults;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.relay.Told;

/** A Kafka broker is away for a while: nobody who writes notices, and when it is back it hears of everything. */
@Timeout(1_200)
class BrokerAwayTest {

    private static final Duration AT_LAST = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenWhileABrokerIsAwayIsToldWhenItIsBack() throws Exception {
        String topic = Told.topic();
        try (var broker = new Broker();
                var rig = Rig.in(
                        directory,
                        List.of(
                                "-Dredoubt.kafka.bootstrap-servers=" + broker.address(),
                                "-Dredoubt.kafka.topic=" + topic,
                                "-Dredoubt.kafka.partitions=3"))) {
            rig.during("F12 Kafka broker away", ledger -> {
                broker.stop();
                Thread.sleep(Scale.seconds(5, 300));
                broker.startAgain();
            });
            long head = number(rig, "select log_head()");
            await().atMost(AT_LAST).until(() -> number(rig, "select position from kafka_relay") == head);
            Told.complete(Told.once(broker, topic, head), 1, head);
        }
    }

    private static long number(Rig rig, String question) {
        return Long.parseLong(rig.server().ask(question).getFirst());
    }
}
