package redoubt.infra.supervision;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Something that is done in one session after the other until it is stopped. A session that fails is followed by a pause. */
public final class Supervised {

    private static final Logger log = LoggerFactory.getLogger(Supervised.class);

    private final String name;
    private final Duration pause;
    private final Supplier<Mono<Void>> session;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * Nothing happens before it is started.
     *
     * @param name what is done, as a log tells it
     * @param pause after a session that failed
     * @param session does it, and ends by itself once this is {@link #stopping}
     */
    public Supervised(String name, Duration pause, Supplier<Mono<Void>> session) {
        this.name = name;
        this.pause = pause;
        this.session = session;
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        started = true;
        Mono.defer(session)
                .onErrorResume(failure -> {
                    log.warn("{} was interrupted and begins anew: {}", name, failure.toString());
                    return rest(pause);
                })
                .repeat(() -> !stopping)
                .doFinally(_ -> ended.tryEmitEmpty())
                .subscribe();
    }

    /** Ends; completes when the last session has, and with that has let go of everything. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            stopping = true;
            stop.tryEmitEmpty();
            return started ? ended.asMono() : Mono.empty();
        });
    }

    /** Whether it is to end. */
    public boolean stopping() {
        return stopping;
    }

    /** Completes when it is to end. */
    public Mono<Void> stopped() {
        return stop.asMono();
    }

    /** Completes after that time, and at once when it is to end. */
    public Mono<Void> rest(Duration time) {
        return Mono.firstWithSignal(Mono.delay(time).then(), stopped());
    }
}
