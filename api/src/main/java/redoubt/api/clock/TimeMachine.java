package redoubt.api.clock;

import java.time.Instant;
import reactor.core.publisher.Mono;

/** Sets the clock of the house. */
@FunctionalInterface
public interface TimeMachine {

    /** Sets it; completes when everything has happened that was due until then. */
    Mono<Void> set(Instant now);
}
