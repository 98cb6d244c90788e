package redoubt.infra.kafka;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts records on topics. Safe for any thread. */
public interface EventPublisher {

    /** How many records are under way at most, for each time that something is published. */
    int IN_FLIGHT = 128;

    /**
     * Sends records in the order in which they come; what has one key stays in that order. Emits the tag of each as soon as all
     * replicas that keep up have it, in whatever order that is. A cluster that is away is waited for without end, and no more than
     * {@link #IN_FLIGHT} records wait with it. As soon as one record cannot be sent it fails, and sends none behind that.
     */
    Flux<Long> publish(Flux<Outgoing> records);

    /** Gives up on whatever is under way; completes when nothing is left of it. Never fails. */
    Mono<Void> close();
}
