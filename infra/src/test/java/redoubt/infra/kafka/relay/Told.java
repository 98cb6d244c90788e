package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.Broker.Found;

/** What Redoubt has told a broker of. */
public final class Told {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Told() {}

    /** A topic that is not there yet. */
    public static String topic() {
        return "events-" + UUID.randomUUID();
    }

    /** Settings of a node that tells it. */
    static String[] settings(String address, String topic, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--redoubt.kafka.bootstrap-servers=" + address,
                "--redoubt.kafka.topic=" + topic,
                "--redoubt.kafka.partitions=3"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    /** Waits until the whole log has been told. */
    static long settled(RunningRedoubt... nodes) {
        Awaitility.await().atMost(PATIENCE).until(() -> List.of(nodes).stream()
                .anyMatch(node -> node.part(Relay.class).standing().reached()
                        == node.part(PostgresEventStore.class).followed()));
        return nodes[0].part(PostgresEventStore.class).followed();
    }

    /** What is on the topic, each event once by its identifier, in the order of first sight within each partition. */
    public static List<Found> once(Broker broker, String topic, long events) {
        Map<String, Found> byId = new LinkedHashMap<>();
        broker.read(
                        topic,
                        all -> all.stream()
                                        .map(found -> found.header("id"))
                                        .distinct()
                                        .count()
                                >= events)
                .forEach(found -> byId.putIfAbsent(found.header("id"), found));
        return List.copyOf(byId.values());
    }

    /** Every event of the log is there once, and what happened to one resource is in its order. */
    public static void complete(List<Found> once, long from, long to) {
        assertThat(once.stream().map(found -> Long.parseLong(found.header("position"))))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(from, to).boxed().toList());
        Map<String, Long> last = new HashMap<>();
        for (Found found : once) {
            long position = Long.parseLong(found.header("position"));
            assertThat(last.getOrDefault(found.key(), 0L)).as(found.key()).isLessThan(position);
            last.put(found.key(), position);
        }
    }
}
