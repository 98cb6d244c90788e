package redoubt.infra.kafka;

/** A Kafka cluster, through one client or another. Nothing is connected before something is sent or received. */
public interface Cluster {

    /**
     * Something that sends; whoever asked for it closes it.
     *
     * @param name under which the cluster knows it
     */
    EventPublisher publisher(String name);

    /**
     * What stands on a topic. Of all that read in one group, on whatever node, each record comes to one.
     *
     * @param name under which the cluster knows the reader
     */
    CommandSource source(String name, String topic, String group);
}
