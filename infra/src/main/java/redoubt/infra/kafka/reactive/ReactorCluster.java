package redoubt.infra.kafka.reactive;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import redoubt.infra.kafka.ClientSettings;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.CommandSource;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Incoming;
import redoubt.infra.kafka.Tenures;

/** A cluster through reactor-kafka, of which nothing is used that has to do with transactions. */
public final class ReactorCluster implements Cluster {

    private static final Duration TURN = Duration.ofMillis(100);
    private static final Duration COMMIT = Duration.ofMillis(500);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ClientSettings settings;

    /** The cluster to which those settings lead. */
    public ReactorCluster(ClientSettings settings) {
        this.settings = settings;
    }

    @Override
    public EventPublisher publisher(String name) {
        return new ReactorPublisher(settings.producer(name));
    }

    @Override
    public CommandSource source(String name, String topic, String group) {
        ReceiverOptions<byte[], byte[]> options = ReceiverOptions.<byte[], byte[]>create(settings.consumer(name, group))
                .subscription(List.of(topic))
                .pollTimeout(TURN)
                .commitInterval(COMMIT)
                .closeTimeout(FAREWELL)
                // What is not done until then is done by the next one.
                .maxDelayRebalance(FAREWELL)
                // Each time it is received from, and disposed of with that.
                .schedulerSupplier(() -> Schedulers.newSingle(name, true));
        return () -> Flux.defer(() -> {
            Tenures tenures = new Tenures();
            return KafkaReceiver.create(options.addRevokeListener(partitions -> partitions.forEach(
                            each -> tenures.end(each.topicPartition().partition()))))
                    .receive()
                    .map(found -> Incoming.of(found, tenures, found.receiverOffset()::acknowledge));
        });
    }
}
