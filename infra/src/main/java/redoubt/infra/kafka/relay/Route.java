package redoubt.infra.kafka.relay;

import reactor.core.publisher.Mono;
import redoubt.infra.kafka.Cluster;
import redoubt.infra.kafka.EventPublisher;
import redoubt.infra.kafka.Topics;

/**
 * The way to a topic.
 *
 * @param cluster that has it
 * @param topics what can be done with its topics
 * @param topic what it is to be like if it is not there yet
 * @param now whether a log of which nothing was told yet is told from now on, and not from its first event on
 */
public record Route(Cluster cluster, Topics topics, Topics.Wanted topic, boolean now) {

    /** Sees to it that the topic is there; emits how long a record may be. */
    Mono<Integer> prepared() {
        return topics.prepared(topic);
    }

    Mono<EventPublisher> opened() {
        return Mono.fromSupplier(() -> cluster.publisher("redoubt-events"));
    }
}
