package redoubt.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource as it is known at some position of the log.
 *
 * @param ref which one
 * @param state its fields
 * @param version how many events its history holds so far, from 1
 * @param createdAt when it was created, by the clock of the log
 * @param updatedAt when it last changed
 * @param createdBy the identifier of the user who created it; null for the system
 * @param updatedBy the identifier of the user who changed it last; null for the system
 */
public record Known<R>(
        Ref<R> ref,
        R state,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String createdBy,
        @Nullable String updatedBy) {

    /** What is known after one more event; null once the resource is deleted. */
    public static <R> @Nullable Known<R> after(@Nullable Known<R> before, Event<R> event) {
        R state = Change.evolve(before == null ? null : before.state(), event.change());
        if (state == null) {
            return null;
        }
        Envelope envelope = event.envelope();
        String actor = envelope.actor().user();
        return before == null
                ? new Known<>(event.ref(), state, envelope.version(), envelope.at(), envelope.at(), actor, actor)
                : new Known<>(
                        event.ref(),
                        state,
                        envelope.version(),
                        before.createdAt(),
                        envelope.at(),
                        before.createdBy(),
                        actor);
    }
}
