package redoubt.infra.account;

import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Sends letters on a thread of its own, a bounded number of which wait. Nobody waits for them. */
final class PostRoom implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostRoom.class);
    private static final int WAITING = 1_000;
    private static final int IDLE_SECONDS = 60;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Post post;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, WAITING, "post", IDLE_SECONDS, true);

    PostRoom(Post post) {
        this.post = post;
    }

    /** Completes when a letter was taken; tries a few times. */
    Mono<Void> send(Letter letter) {
        return Mono.<Void>fromRunnable(() -> post.take(letter))
                .subscribeOn(thread)
                .retryWhen(Retry.backoff(ATTEMPTS, PAUSE))
                // Messages of mail servers name addresses, which are nobody's business who reads the log.
                .doOnError(failure -> log.warn("A letter could not be sent: {}", name(failure)));
    }

    /** Completes when no letter to those people is kept any more. */
    Mono<Void> forget(Collection<UUID> people) {
        return Mono.<Void>fromRunnable(() -> post.forget(people)).subscribeOn(thread);
    }

    private static String name(Throwable failure) {
        Throwable last = failure.getCause();
        return (last == null ? failure : last).getClass().getName();
    }

    @Override
    public void close() {
        thread.dispose();
    }
}
