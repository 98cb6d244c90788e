package redoubt.infra.kafka.relay;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.api.stream.Bulletins;

/**
 * Tells a topic of everything that happens, in the order of the log. Of all nodes on one database exactly one does: the one
 * whose connection holds an advisory lock, and it saves how far it is with that very connection, so losing the connection is
 * losing the right. The others try for the lock each second. Nobody waits for any of this, whatever the cluster does.
 */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final ConnectionFactory sessions;
    private final Route route;
    private final Bulletins bulletins;
    private final Predicate<Throwable> outage;
    private final Positions positions;
    private final Standing standing;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * A relay that is not started yet.
     *
     * @param sessions opens connections that this relay keeps for itself
     * @param outage whether what was thrown is no bug, but something that passes
     */
    public Relay(ConnectionFactory sessions, Route route, Bulletins bulletins, Predicate<Throwable> outage) {
        this.sessions = sessions;
        this.route = route;
        this.bulletins = bulletins;
        this.outage = outage;
        this.positions = new Positions(route.topic().name());
        this.standing = new Standing(route.topic().name());
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        started = true;
        Mono.defer(this::session)
                .onErrorResume(failure -> {
                    LOG.warn("Telling Kafka was interrupted and begins anew: {}", failure.toString());
                    return Mono.firstWithSignal(Mono.delay(BACKOFF).then(), stop.asMono());
                })
                .repeat(() -> !stopping)
                .doFinally(_ -> ended.tryEmitEmpty())
                .subscribe();
    }

    /** Ends; completes when the connection is closed, and with it the lock is free. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            stopping = true;
            stop.tryEmitEmpty();
            return started ? ended.asMono() : Mono.empty();
        });
    }

    /** How it stands. */
    public Standing standing() {
        return standing;
    }

    private Mono<Void> session() {
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close).doFinally(_ -> standing.leads(false));
    }

    private Mono<Void> serve(Connection connection) {
        return contend(connection)
                .flatMap(_ -> positions.begin(connection, route.now()))
                .zipWhen(_ -> positions.passedOver(connection))
                .flatMap(found -> {
                    long position = found.getT1();
                    standing.at(position);
                    standing.passedOver(found.getT2());
                    standing.leads(true);
                    LOG.info(
                            "This node tells Kafka of what happens, on {}, from position {} on",
                            standing.topic(),
                            position);
                    return new Transmission(connection, positions, route, bulletins, outage, standing, stop.asMono())
                            .run();
                });
    }

    /** Emits when the lock is ours, and nothing if we stop before; looks meanwhile how far others are. */
    private Mono<Boolean> contend(Connection connection) {
        return Mono.defer(() -> positions.contend(connection))
                .flatMap(ours -> ours
                        ? Mono.just(true)
                        : positions
                                .reached(connection)
                                .doOnNext(standing::at)
                                .then(Mono.firstWithSignal(Mono.delay(POLL).then(), stop.asMono()))
                                .then(Mono.<Boolean>empty()))
                .repeatWhenEmpty(again -> again.takeWhile(_ -> !stopping));
    }
}
