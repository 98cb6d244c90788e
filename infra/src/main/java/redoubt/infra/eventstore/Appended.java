package redoubt.infra.eventstore;

import java.time.Instant;
import org.axonframework.messaging.core.Context.ResourceKey;

/**
 * Where the events of one append came to stand, and when.
 *
 * @param first position of its first event
 * @param last position of its last event
 * @param at the database's clock at the append: the instant all its events were recorded at, unless the log was asked to
 *     keep the timestamps of the messages
 */
public record Appended(long first, long last, Instant at) {

    /** Put into the processing context of an append as soon as it is committed. */
    public static final ResourceKey<Appended> KEY = ResourceKey.withLabel("appended");
}
