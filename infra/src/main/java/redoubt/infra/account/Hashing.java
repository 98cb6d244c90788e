package redoubt.infra.account;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * What passwords are turned into, and whether one fits it. That takes time and memory on purpose, so it happens on a few
 * threads of its own with a short queue; who comes when that is full is asked to come back. Safe for any thread.
 */
final class Hashing implements AutoCloseable {

    private static final int SOON = 1;
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Argon2id argon = new Argon2id();
    private final ThreadPoolExecutor threads;
    private final Mono<String> decoy;

    /**
     * Hashes.
     *
     * @param threads how many at the same time; each needs 19 MiB
     * @param queue how many wait at most
     */
    Hashing(int threads, int queue) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                threads, threads, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(queue), work -> {
                    Thread thread = new Thread(() -> behind(work), "passwords-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
        // What is compared with the passwords of accounts that have none, or do not exist.
        this.decoy = once(() -> argon.encode(""));
    }

    /**
     * Who signs in waits for a hash anyway, and everybody else should not: where processors are scarce, these threads have
     * what the others leave.
     */
    private static void behind(Runnable work) {
        Niceness.standBack();
        work.run();
    }

    /** What is kept of a password. */
    Mono<String> hash(String password) {
        return work(() -> argon.encode(Passphrase.normal(password)));
    }

    /**
     * Whether the password is the one of which that was kept. If nothing was kept it is not, which is found out no faster.
     *
     * @param kept null for nothing
     */
    Mono<Boolean> fits(String password, @Nullable String kept) {
        // The first to come waits for the decoy, whether or not they are compared with it.
        return decoy.flatMap(other ->
                work(() -> argon.matches(Passphrase.normal(password), kept == null ? other : kept) && kept != null));
    }

    /** Other work of which the result is kept; it is done anew as long as it fails, as it does when there is no room. */
    <T> Mono<T> once(Supplier<T> work) {
        return work(work).cache(_ -> FOREVER, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** Other work that belongs on these threads. */
    <T> Mono<T> work(Supplier<T> work) {
        return Mono.fromFuture(() -> CompletableFuture.supplyAsync(work, threads))
                .onErrorMap(RejectedExecutionException.class, _ -> new Refused(new Failure.Unavailable("busy", SOON)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
