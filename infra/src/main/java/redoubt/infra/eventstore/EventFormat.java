package redoubt.infra.eventstore;

import java.util.List;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How the payload of an event becomes JSON and back. Only the payload: the log keeps type, version and metadata itself.
 *
 * <p>The law: {@code read(type, version, write(message))} equals the payload that was written. The log relies on it, as
 * it hands the events that this process appended to its followers without reading them back. The database keeps JSON by
 * value: the order of keys and the spelling of numbers may differ when it is read.
 *
 * <p>Both methods are called from many threads at once, event-loop threads among them, and must not block.
 */
public interface EventFormat {

    /**
     * The payload as a JSON text without NUL characters.
     *
     * @throws RuntimeException if it cannot be written; only the append it belongs to fails
     */
    String write(EventMessage message);

    /**
     * The payload that stands behind a JSON text.
     *
     * @throws RuntimeException if it cannot be read; readers of the event then fail with {@link UnreadableEvent}
     */
    @Nullable
    Object read(String type, String version, String json);

    /** Completes once {@link #write} has at hand what it needs for those events. It is asked before; by default it needs nothing. */
    default Mono<Void> beforeWriting(List<? extends EventMessage> messages) {
        return Mono.empty();
    }

    /** Completes once {@link #read} has at hand what it needs for those events. It is asked before; by default it needs nothing. */
    default Mono<Void> beforeReading(List<? extends Stored> events) {
        return Mono.empty();
    }

    /** An event as it stands in the log. */
    interface Stored {

        /** What kind of event it is. */
        String type();

        /** Its payload, as it was written. */
        String json();
    }
}
