package redoubt.query.projection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;
import redoubt.model.Catalogue;
import redoubt.model.Event;
import redoubt.query.Progress;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.table.Table;

/**
 * Keeps the tables of the read side true to the log. Of all nodes on one database exactly one writes: the one whose
 * connection holds an advisory lock, and it writes with that very connection, so losing the connection is losing the
 * right. The others try for the lock each second and follow how far the tables are.
 *
 * <p>Rows and position change in one statement, hence together or not at all. A batch that fails is tried again, whole,
 * for as long as it takes; nothing is ever passed over.
 */
public final class Projector {

    private static final Logger log = LoggerFactory.getLogger(Projector.class);
    private static final long LOCK = 0x5265646f75627432L;
    private static final int BURST = 500;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);
    private static final Duration GATHER = Duration.ofMillis(10);

    private final ConnectionFactory sessions;
    private final EventLog events;
    private final Tables tables;
    private final Watermark watermark = new Watermark();
    private final Sinks.Empty<Void> ready = Sinks.empty();
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean leading;
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * A projector that is not started yet.
     *
     * @param sessions opens connections that this projector keeps for itself
     */
    public Projector(ConnectionFactory sessions, EventLog events, Catalogue catalogue) {
        this(sessions, events, new Tables(catalogue, events));
    }

    Projector(ConnectionFactory sessions, EventLog events, Tables tables) {
        this.sessions = sessions;
        this.events = events;
        this.tables = tables;
    }

    /** Begins; completes once the tables are what this version of the program expects, whichever node made them so. */
    public Mono<Void> start() {
        return Mono.defer(() -> {
            started = true;
            Mono.defer(this::session)
                    .onErrorResume(failure -> {
                        log.warn("The projector lost its connection and opens another: {}", failure.getMessage());
                        return Mono.delay(BACKOFF).then();
                    })
                    .repeat(() -> !stopping)
                    .doFinally(_ -> ended.tryEmitEmpty())
                    .subscribe();
            return ready.asMono();
        });
    }

    /** Ends what {@link #start} began; completes when the connection is closed, and with it the lock is free. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            stopping = true;
            stop.tryEmitEmpty();
            return started ? ended.asMono() : Mono.empty();
        });
    }

    /** How far the tables are. */
    public Progress progress() {
        return watermark;
    }

    /** When each of the tables last changed. */
    public TableEpochs epochs() {
        return watermark;
    }

    /** Whether this node is the one that writes. */
    public boolean leading() {
        return leading;
    }

    private Mono<Void> session() {
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close).doFinally(_ -> {
            leading = false;
            watermark.forget();
        });
    }

    /** Ends with an error when the connection is lost: as long as we only listen, nothing else would tell. */
    private Mono<Void> serve(Connection connection) {
        Session session = new Session(connection);
        Mono<Void> lost = notifications(connection).then(Mono.error(new IllegalStateException("the connection ended")));
        // Rows and position are lost together, if the server crashes, and are made again from the log.
        Mono<Void> work = session.run("set statement_timeout = 0; set synchronous_commit = off")
                .then(session.run("listen " + Batch.CHANNEL))
                .then(Mono.defer(() -> contend(session)))
                .then(Mono.defer(() -> lead(session)));
        return Mono.firstWithSignal(lost, work, stop.asMono());
    }

    private Flux<Void> notifications(Connection connection) {
        Connection inner = connection;
        while (!(inner instanceof PostgresqlConnection) && inner instanceof Wrapped<?> wrapped) {
            inner = (Connection) wrapped.unwrap();
        }
        if (!(inner instanceof PostgresqlConnection postgres)) {
            return Flux.error(new IllegalStateException("The projection needs connections of the PostgreSQL driver"));
        }
        return postgres.getNotifications()
                .doOnNext(told -> watermark.learn(Mark.parse(Objects.requireNonNull(told.getParameter()))))
                .thenMany(Flux.empty());
    }

    /** Completes when the lock is ours. */
    private Mono<Void> contend(Session session) {
        return Mono.defer(() -> session.ask(
                                "select pg_try_advisory_lock(" + LOCK + ")",
                                row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                        .single())
                .flatMap(ours -> ours ? Mono.just(true) : watch(session).then(Mono.<Boolean>empty()))
                .repeatWhenEmpty(again -> again.concatMap(_ -> Mono.just(0)))
                .then();
    }

    /** A second of following: notifications are heard meanwhile, but the table is the truth. */
    private Mono<Void> watch(Session session) {
        return look(session)
                .then(Mono.delay(POLL))
                .then(Mono.defer(() -> look(session)))
                .then(Mono.delay(POLL))
                .then();
    }

    private Mono<Void> look(Session session) {
        return tables.outdated(session)
                .hasElements()
                .flatMap(outdated -> outdated
                        ? Mono.empty()
                        : Tables.mark(session).doOnNext(mark -> {
                            watermark.learn(mark);
                            ready.tryEmitEmpty();
                        }))
                .then();
    }

    private Mono<Void> lead(Session session) {
        return session.run("unlisten " + Batch.CHANNEL)
                .then(Mono.defer(() -> tables.apply(session)))
                .flatMap(mark -> {
                    watermark.learn(mark);
                    leading = true;
                    ready.tryEmitEmpty();
                    log.info("This node keeps the read tables, from position {} on", mark.position());
                    AtomicReference<Mark> reached = new AtomicReference<>(mark);
                    return Bursts.of(events.follow(mark.position()), BURST)
                            .concatMap(burst -> write(session, burst, reached).then(gather()), 1)
                            .then();
                });
    }

    /** While nobody waits, what comes within a moment is written together, which costs the database far less. */
    private Mono<Void> gather() {
        return Mono.firstWithSignal(watermark.wanted(), Mono.delay(GATHER).then());
    }

    private Mono<Void> write(Session session, List<Event<?>> burst, AtomicReference<Mark> reached) {
        return Mono.defer(() -> {
                    Batch batch = Batch.of(burst, tables.byNoun(), Table.SCHEMA);
                    Mark mark = reached.get().moved(burst.getLast().position(), batch.touched());
                    return session.run(batch.marked(session.connection(), mark)).doOnSuccess(_ -> {
                        reached.set(mark);
                        watermark.learn(mark);
                    });
                })
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF)
                        .maxBackoff(MOST_BACKOFF)
                        .filter(Projector::worthRepeating)
                        .doBeforeRetry(signal -> tell(burst, signal)));
    }

    private static void tell(List<Event<?>> burst, Retry.RetrySignal signal) {
        if (signal.totalRetries() == 0) {
            log.error(
                    "The events {} to {} could not be projected; they are tried again until they can",
                    burst.getFirst().position(),
                    burst.getLast().position(),
                    signal.failure());
        }
    }

    /** What the server refused may be repeated on this connection; a connection that is gone takes the lock with it. */
    private static boolean worthRepeating(Throwable failure) {
        if (!(failure instanceof R2dbcException told)) {
            return true;
        }
        String state = told.getSqlState();
        return state != null && !state.startsWith("08") && !state.startsWith("57P");
    }
}
