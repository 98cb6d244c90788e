package redoubt.query.parking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that is not in the table of its resource, because it could not be written there or because it waits behind one
 * that could not.
 *
 * @param noun of the resource
 * @param resource its identifier
 * @param position where the event stands in the log
 * @param type what it is called
 * @param state why it is not in the table
 * @param failure what went wrong; null unless it failed
 * @param attempts how often it was tried
 * @param parkedAt since when it is set aside
 * @param triedAt when it was last tried again; null for never
 */
public record ParkedEvent(
        String noun,
        String resource,
        long position,
        String type,
        State state,
        @Nullable String failure,
        int attempts,
        Instant parkedAt,
        @Nullable Instant triedAt) {

    /** Why an event is not in the table. */
    public enum State {
        /** It could not be written. */
        FAILED,
        /** It happened to a resource one of whose events could not be written. */
        WAITING,
        /** Somebody decided that it is passed over. */
        DROPPED
    }
}
