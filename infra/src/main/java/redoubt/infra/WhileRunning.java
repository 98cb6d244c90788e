package redoubt.infra;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** Something that goes on as long as the application runs, and has let go of its connection before the database stops. */
final class WhileRunning implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Runnable begin;
    private final Mono<Void> end;
    private volatile boolean running;

    /** @param end ends it; completes when it has ended */
    WhileRunning(Runnable begin, Mono<Void> end) {
        this.begin = begin;
        this.end = end;
    }

    @Override
    public void start() {
        running = true;
        begin.run();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        end.timeout(PATIENCE, Mono.empty()).doFinally(_ -> done.run()).subscribe();
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
