package redoubt.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is true of an event beside its payload.
 *
 * @param version the place of the event in the history of its resource, from 1
 * @param at when it was recorded, by the clock of the log
 * @param actor who caused it
 * @param organization the tenant it belongs to
 * @param folder the folder whose readers may see it; null for things outside folders
 * @param command the name of the command that led to it, for example {@code update_risk}
 * @param correlation the identifier of the request it came from
 * @param causation the identifier of the event that caused it, if another event did
 * @param trace the trace that request was part of, as its W3C {@code traceparent} said
 * @param label the name people knew the resource by at that time
 */
public record Envelope(
        long version,
        Instant at,
        Actor actor,
        String organization,
        @Nullable String folder,
        String command,
        @Nullable String correlation,
        @Nullable String causation,
        @Nullable String trace,
        @Nullable String label) {

    /** As what the clock of the house goes by where it acts: in place of the request that something came from. */
    public static final String CLOCK = "overdue-clock";

    /** The name by which the system acted; null if it has none, or was not the system. */
    public @Nullable String system() {
        return actor.type() == Actor.Type.SYSTEM && CLOCK.equals(correlation) ? CLOCK : null;
    }

    /**
     * Who caused an event.
     *
     * @param type a person or program with an account, or the system itself
     * @param user the identifier of the account; null for the system
     * @param token the identifier of the API token it used, if any
     */
    public record Actor(
            Type type, @Nullable String user, @Nullable String token) {

        /** The system acting by itself. */
        public static final Actor SYSTEM = new Actor(Type.SYSTEM, null, null);

        /** The kinds of actors. */
        public enum Type {
            /** An account. */
            USER,
            /** Redoubt itself. */
            SYSTEM,
            /** Somebody without an account. */
            ANONYMOUS
        }
    }
}
