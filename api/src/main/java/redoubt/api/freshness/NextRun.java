package redoubt.api.freshness;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An errand run for many at once, one run after another. Whoever asks gets a run that began after they asked, because one
 * that is under way may have passed what they ask about; those who come meanwhile share the next one. Safe for any thread.
 */
final class NextRun {

    private final ReentrantLock lock = new ReentrantLock();
    private final Mono<?> errand;
    private Sinks.@Nullable Empty<Void> next;
    private boolean running;

    NextRun(Mono<?> errand) {
        this.errand = errand;
    }

    /** Completes with the first run of the errand that begins from now on, or fails as it does. */
    Mono<Void> join() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> mine;
            boolean first;
            lock.lock();
            try {
                if (next == null) {
                    next = Sinks.empty();
                }
                mine = next;
                first = !running;
                running = true;
            } finally {
                lock.unlock();
            }
            if (first) {
                run();
            }
            return mine.asMono();
        });
    }

    private void run() {
        Sinks.Empty<Void> these = take();
        if (these != null) {
            errand.subscribe(
                    _ -> {},
                    failure -> {
                        these.tryEmitError(failure);
                        run();
                    },
                    () -> {
                        these.tryEmitEmpty();
                        run();
                    });
        }
    }

    /** Those who wait for the next run, which is theirs from now on; null if nobody does, and then none is under way. */
    private Sinks.@Nullable Empty<Void> take() {
        lock.lock();
        try {
            Sinks.Empty<Void> these = next;
            next = null;
            running = these != null;
            return these;
        } finally {
            lock.unlock();
        }
    }
}
