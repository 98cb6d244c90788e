package redoubt.infra;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import redoubt.infra.chain.Sealer;

/** The time in which the log is sealed: as long as the application runs. */
final class Sealing implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Sealer sealer;
    private volatile boolean running;

    Sealing(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public void start() {
        running = true;
        sealer.start();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        sealer.stop().timeout(PATIENCE, Mono.empty()).doFinally(_ -> done.run()).subscribe();
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
