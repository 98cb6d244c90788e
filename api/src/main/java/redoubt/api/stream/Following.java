package redoubt.api.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import redoubt.model.access.Principal;
import redoubt.model.failure.Refused;
import redoubt.query.Progress;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Signal;

/**
 * The feed, told no earlier than the read models show it: whoever hears of a change and looks finds it.
 */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Retry AGAIN = Retry.indefinitely().filter(Refused.class::isInstance);

    private final ChangeFeed feed;
    private final Progress progress;
    private final Retry trouble;

    Following(ChangeFeed feed, Progress progress, Scheduler scheduler) {
        this.feed = feed;
        this.progress = progress;
        this.trouble = Retry.backoff(8, Duration.ofMillis(500))
                .maxBackoff(Duration.ofSeconds(10))
                .transientErrors(true)
                .scheduler(scheduler)
                .doBeforeRetry(again -> LOG.warn(
                        "The feed of a stream failed and is taken up again: {}",
                        again.failure().toString()))
                .onRetryExhaustedThrow((_, again) -> again.failure());
    }

    /** Everything after a position, each once and in order, without end. Reads no faster than it is asked to. */
    Flux<Signal> follow(Principal by, long after, Filter filter) {
        return feed.follow(by, after, filter).concatMap(this::readable, 1);
    }

    /** The same, taken up again where it was when it fails; fails itself only after failing for a minute. */
    Flux<Signal> keepFollowing(Principal by, long after, Filter filter) {
        return Flux.defer(() -> {
            AtomicLong at = new AtomicLong(after);
            return Flux.defer(() -> follow(by, at.get(), filter))
                    .doOnNext(signal -> at.set(signal.position()))
                    .retryWhen(trouble);
        });
    }

    private Mono<Signal> readable(Signal signal) {
        long position = signal.position();
        return position <= progress.reached()
                ? Mono.just(signal)
                : progress.reached(position, PATIENCE).retryWhen(AGAIN).thenReturn(signal);
    }

    /** The position up to which everything can be read. */
    long readable(long head) {
        return Math.min(head, progress.reached());
    }

    /** Completes when a position can be read; fails if that takes longer than {@code patience}. */
    Mono<Void> readable(long position, Duration patience) {
        return progress.reached(position, patience);
    }
}
