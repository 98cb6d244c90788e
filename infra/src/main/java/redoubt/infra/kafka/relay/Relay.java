package redoubt.infra.kafka.relay;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Bulletins;
import redoubt.infra.supervision.Election;
import redoubt.infra.supervision.Supervised;

/**
 * Tells a topic of everything that happens, in the order of the log. Of all nodes on one database exactly one does: the one
 * whose connection holds an advisory lock, and it saves how far it is with that very connection, so losing the connection is
 * losing the right. The others try for the lock each second. Nobody waits for any of this, whatever the cluster does.
 */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final long LOCK = 0x5265646f75627435L;
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final ConnectionFactory sessions;
    private final Route route;
    private final Bulletins bulletins;
    private final Predicate<Throwable> outage;
    private final Positions positions;
    private final Standing standing;
    private final Supervised telling = new Supervised("Telling Kafka", BACKOFF, this::session);
    private final Election election = new Election(LOCK, telling);

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
        telling.start();
    }

    /** Ends; completes when the connection is closed, and with it the lock is free. */
    public Mono<Void> stop() {
        return telling.stop();
    }

    /** How it stands. */
    public Standing standing() {
        return standing;
    }

    private Mono<Void> session() {
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close).doFinally(_ -> standing.leads(false));
    }

    private Mono<Void> serve(Connection connection) {
        return election.won(connection, () -> positions.reached(connection).doOnNext(standing::at))
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
                    return new Transmission(
                                    connection, positions, route, bulletins, outage, standing, telling.stopped())
                            .run();
                });
    }
}
