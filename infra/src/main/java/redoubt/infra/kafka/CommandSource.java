package redoubt.infra.kafka;

import reactor.core.publisher.Flux;

/** What others put on a topic for us. */
@FunctionalInterface
public interface CommandSource {

    /**
     * Records as they come, without end; those of one partition in their order. What was not acknowledged comes again, to this
     * reader or to another one, after either has died. No more than some dozens are held for a reader that takes none. Can be
     * subscribed to again after it failed.
     */
    Flux<Incoming> receive();
}
