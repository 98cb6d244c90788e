package redoubt.infra.limit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.limit.RateLimits;

/** While the application runs, its nodes tell each other every second what was asked of them, if anything was. */
final class Exchange implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Every so many times it says that it is there, even if there is nothing else to say. */
    private static final long PRESENCE = StoredTally.ABSENT.dividedBy(4).dividedBy(PAUSE);

    private static final long SWEEP = Duration.ofMinutes(1).dividedBy(PAUSE);

    private final RateLimits limits;
    private final StoredTally tally;
    private @Nullable Disposable running;

    Exchange(RateLimits limits, StoredTally tally) {
        this.limits = limits;
        this.tally = tally;
    }

    @Override
    public void start() {
        running = Flux.interval(Duration.ZERO, PAUSE)
                .onBackpressureDrop()
                .concatMap(this::turn, 1)
                .subscribe();
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

    @Override
    public void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
