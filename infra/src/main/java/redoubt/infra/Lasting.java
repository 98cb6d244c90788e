package redoubt.infra;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Something that goes on for as long as the application runs, and has let go of everything before the database stops. */
public class Lasting implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Runnable start;
    private final Supplier<Mono<Void>> stop;
    private final Duration patience;
    private volatile boolean running;

    /** Begins by {@code start} and ends by {@code stop}, which is waited for three seconds. */
    public Lasting(Runnable start, Supplier<Mono<Void>> stop) {
        this(start, stop, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long the end is waited for
     */
    public Lasting(Runnable start, Supplier<Mono<Void>> stop, Duration patience) {
        this.start = start;
        this.stop = stop;
        this.patience = patience;
    }

    /** Something that is subscribed to when it begins, and is cancelled in the end. */
    public static Lasting of(Flux<?> work) {
        Disposable.Swap running = Disposables.swap();
        return new Lasting(
                () -> running.update(work.subscribe()),
                () -> Mono.fromRunnable(() -> running.update(Disposables.disposed())));
    }

    @Override
    public void start() {
        running = true;
        start.run();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        stop.get().timeout(patience, Mono.empty()).doFinally(_ -> done.run()).subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
