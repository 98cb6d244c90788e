package redoubt.infra;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * Says goodbye to clients that stay on for as long as the server does, just before the server begins to wait for the
 * requests that are under way. It would otherwise wait for them as long as it waits at all.
 */
final class Farewell implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<Mono<Void>> close;
    private volatile boolean running;

    /** Says goodbye by {@code close}, which completes when everybody is gone. */
    Farewell(Supplier<Mono<Void>> close) {
        this.close = close;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        close.get().timeout(PATIENCE, Mono.empty()).doFinally(_ -> done.run()).subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
