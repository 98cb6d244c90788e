package redoubt.infra.limit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.limit.RateLimits;

/** Nodes tell each other every second what was asked of them, if anything was. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Every so many times it says that it is there, even if there is nothing else to say. */
    private static final long PRESENCE = StoredTally.ABSENT.dividedBy(4).dividedBy(PAUSE);

    private static final long SWEEP = Duration.ofMinutes(1).dividedBy(PAUSE);

    private final RateLimits limits;
    private final StoredTally tally;

    Exchange(RateLimits limits, StoredTally tally) {
        this.limits = limits;
        this.tally = tally;
    }

    /** They do for as long as it is subscribed to. */
    Flux<Void> turns() {
        return Flux.interval(Duration.ZERO, PAUSE).onBackpressureDrop().concatMap(this::turn, 1);
    }

    private Mono<Void> turn(long count) {
        Mono<Void> told = count % PRESENCE == 0 || limits.hasNews() ? limits.exchange() : Mono.empty();
        return count % SWEEP == SWEEP - 1
                ? told.then(tally.sweep()).onErrorResume(failure -> {
                    LOG.warn("Old counts of requests were not removed: {}", failure.getMessage());
                    return Mono.empty();
                })
                : told;
    }
}
