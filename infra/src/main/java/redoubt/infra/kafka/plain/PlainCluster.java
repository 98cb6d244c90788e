package redoubt.infra.kafka.plain;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import redoubt.infra.kafka.ClientSettings;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.CommandSource;
import redoubt.infra.kafka.EventPublisher;

/** A cluster through Kafka's own client. */
public final class PlainCluster implements Cluster {

    private final ClientSettings settings;

    /** The cluster to which those settings lead. */
    public PlainCluster(ClientSettings settings) {
        this.settings = settings;
    }

    @Override
    public EventPublisher publisher(String name) {
        return new PlainPublisher(settings.producer(name));
    }

    @Override
    public CommandSource source(String name, String topic, String group) {
        Map<String, Object> consumer = settings.consumer(name, group);
        return () -> Polling.of(() -> new KafkaConsumer<>(consumer), topic, name);
    }
}
