package redoubt.infra.eventstore;

import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

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
}
