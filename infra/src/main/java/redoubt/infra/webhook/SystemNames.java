package redoubt.infra.webhook;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What the machine knows of names. The platform waits for that, so it is done on threads of its own, a few at a time. */
final class SystemNames implements Names, AutoCloseable {

    private static final int AT_ONCE = 8;
    private static final int WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Scheduler threads = Schedulers.newBoundedElastic(AT_ONCE, WAITING, "webhook-names", 60, true);

    @Override
    public Mono<List<InetAddress>> of(String host) {
        return Mono.fromCallable(() -> List.of(InetAddress.getAllByName(host)))
                .subscribeOn(threads)
                .timeout(PATIENCE);
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
