package redoubt.query.chain;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Remembers verifications that go on by themselves, for every node to tell of. Never blocks. */
public interface Runs {

    /** Remembers a run as it is now, in place of what was known of it. */
    Mono<Void> save(Run run);

    /** The run with that identifier, as it was last saved; nothing if there is none. */
    Mono<Run> find(String id);

    /**
     * A verification.
     *
     * @param id its identifier
     * @param state how it is going
     * @param from the first position
     * @param to the last position; {@link Long#MAX_VALUE} for whatever is sealed
     * @param reached the last position that was looked at; one less than the first at the beginning
     * @param startedAt when it began
     * @param savedAt when this was known
     * @param result the verdict as JSON; null while there is none
     */
    record Run(
            String id,
            State state,
            long from,
            long to,
            long reached,
            Instant startedAt,
            Instant savedAt,
            @Nullable String result) {

        /** The same run, further on. */
        public Run reached(long position, Instant now) {
            return new Run(id, state, from, to, position, startedAt, now, result);
        }

        /** The same run at its end. */
        public Run ended(State end, Instant now, @Nullable String verdict) {
            return new Run(id, end, from, to, reached, startedAt, now, verdict);
        }
    }

    /** How a run is going. */
    enum State {
        /** It goes on. */
        RUNNING,
        /** It has come to a verdict. */
        COMPLETED,
        /** It ended without one: the database was gone, or the process. */
        FAILED;

        /** Its name on the wire. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
