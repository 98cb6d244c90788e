package redoubt.query;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** How far the read models have followed the log. Safe for any thread. */
public interface Progress {

    /**
     * The position that the read models reflect, as far as this node knows; 0 if it does not know. It falls when the node has
     * lost its database, which may have fallen back.
     */
    long reached();

    /**
     * Completes once the read models reflect the position.
     *
     * @return fails with {@link redoubt.model.failure.Refused} ({@code projection_lagging}) after {@code patience}
     */
    Mono<Void> reached(long position, Duration patience);

    /**
     * The position at which the resources of a noun stand still because an operator wants it, whatever else is reached; null
     * if they do not.
     */
    default @Nullable Long paused(String noun) {
        return null;
    }
}
