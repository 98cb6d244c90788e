package redoubt.infra.webhook;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.supervision.Election;
import redoubt.infra.supervision.Supervised;

/**
 * Tells endpoints of what happens. Of all nodes on one database exactly one does: the one whose connection holds an advisory
 * lock. A node that has lost it without knowing does no harm: checkpoints and attempts are taken in the database, each once.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOCK = 0x5265646f75627434L;

    /** The database lets go of a leader that stands still, so that another one goes on. */
    private static final String SHORT_LIVED = "select set_config('idle_session_timeout', '15s', false) <> ''";

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final Duration MEND = Duration.ofSeconds(5);
    private static final Duration TIDY = Duration.ofHours(1);

    private final ConnectionFactory sessions;
    private final Endpoints endpoints;
    private final Closing closing;
    private final Rounds rounds;
    private final Pulse pulse;
    private final int logDays;
    private final Supervised telling = new Supervised("Telling webhooks", BACKOFF, this::session);
    private final Election election = new Election(LOCK, telling);

    Dispatcher(
            ConnectionFactory sessions, Endpoints endpoints, Closing closing, Rounds rounds, Pulse pulse, int logDays) {
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.closing = closing;
        this.rounds = rounds;
        this.pulse = pulse;
        this.logDays = logDays;
    }

    /** Begins, and goes on until it is stopped. */
    void start() {
        telling.start();
    }

    /** Ends; completes when the lock is free. */
    Mono<Void> stop() {
        return telling.stop();
    }

    private Mono<Void> session() {
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close);
    }

    private Mono<Void> serve(Connection connection) {
        return ask(connection, SHORT_LIVED)
                .then(election.won(connection, () -> Mono.fromRunnable(pulse::beat)))
                .flatMap(_ -> {
                    pulse.leads(true);
                    LOG.info("This node tells webhooks of what happens");
                    return Mono.firstWithSignal(
                            rounds.run(() -> !telling.stopping()),
                            Flux.interval(Duration.ZERO, TIDY)
                                    .onBackpressureDrop()
                                    .concatMap(_ -> closing.forget(logDays))
                                    .then(),
                            Flux.interval(Duration.ZERO, MEND)
                                    .onBackpressureDrop()
                                    .concatMap(_ -> endpoints.mend().then(closing.cancel()))
                                    .then(),
                            holding(connection),
                            telling.stopped());
                })
                .doFinally(_ -> pulse.leads(false));
    }

    /** Fails when the connection is lost, and with it the lock. */
    private static Mono<Void> holding(Connection connection) {
        return Mono.delay(POLL).then(ask(connection, "select true")).repeat().then();
    }

    private static Mono<Boolean> ask(Connection connection, String question) {
        return Mono.defer(() -> Flux.from(connection.createStatement(question).execute())
                .concatMap(result -> result.map((Readable row) -> Objects.requireNonNull(row.get(0, Boolean.class))))
                .single());
    }
}
