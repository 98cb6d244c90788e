package redoubt.api.stream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
import redoubt.query.log.InTurn;

/**
 * The feed, told no earlier than the read models show it: whoever hears of a change and looks finds it. A feed that
 * fails, because the database is away for a while, is taken up again where it was.
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
        return Flux.defer(() -> {
            AtomicLong at = new AtomicLong(after);
            return Flux.defer(
                            () -> InTurn.of(feed.follow(by, at.get(), filter), this::readableNow, this::readableLater))
                    .doOnNext(signal -> at.set(signal.position()))
                    .retryWhen(trouble);
        });
    }

    private @Nullable Signal readableNow(Signal signal) {
        return signal.position() <= progress.reached() ? signal : null;
    }

    private Mono<Signal> readableLater(Signal signal) {
        return progress.reached(signal.position(), PATIENCE).retryWhen(AGAIN).thenReturn(signal);
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
