package redoubt.query.feed;

import java.io.Serial;
import reactor.core.publisher.Flux;

/**
 * The whole log, of all organizations, as it is told to whoever is told everything: each event with the resource as it was
 * then, as whoever administers its organization would have seen it.
 */
public interface Chronicle {

    /**
     * Every event after a position, in order, each once, without end. Reads no faster than it is asked to. Fails with
     * {@link Untold} at an event that cannot be told; everything before it has been told then.
     */
    Flux<Publication> follow(long after);

    /** An event that cannot be told; what made it so is the cause. */
    final class Untold extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final long position;

        /** The event at that position. */
        public Untold(long position, Throwable cause) {
            super("The event at position " + position + " cannot be told: " + cause.getMessage(), cause);
            this.position = position;
        }

        /** Where it stands in the log. */
        public long position() {
            return position;
        }
    }
}
