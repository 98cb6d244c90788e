package redoubt.infra.webhook;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** The time in which endpoints are told: as long as the application runs. */
final class Dispatching implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Dispatcher dispatcher;
    private volatile boolean running;

    Dispatching(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void start() {
        running = true;
        dispatcher.start();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        dispatcher
                .stop()
                .timeout(PATIENCE, Mono.empty())
                .doFinally(_ -> done.run())
                .subscribe();
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
