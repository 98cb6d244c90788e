package redoubt.query.changes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/** The door to reports of what changed. Never blocks. */
@FunctionalInterface
public interface ChangesBetween {

    /**
     * A moment of the log.
     *
     * @param position what had happened by then
     * @param at by the clock
     */
    record Point(long position, Instant at) {}

    /**
     * What changed after one moment and up to another.
     *
     * @param folder only in this folder and below it; null for everywhere
     * @return fails with {@link redoubt.model.failure.Refused} if too much happened in between
     */
    Mono<ChangeReport> between(Principal by, Point from, Point to, @Nullable String folder);
}
