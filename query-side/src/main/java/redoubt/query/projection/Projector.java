package redoubt.query.projection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
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
 * <p>Rows and position change in one statement, hence together or not at all. An event that cannot be written is parked,
 * and with it what happens to the same resource later; everything else goes on.
 */
public final class Projector {

    /** The channel on which it is told that something is wanted of the one who writes the tables. */
    public static final String WANTED = "redoubt_wanted";

    private static final Logger log = LoggerFactory.getLogger(Projector.class);
    private static final long LOCK = 0x5265646f75627432L;
    private static final int BURST = 500;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration LOOK_FOR_WISHES = Duration.ofSeconds(5);
    private static final Duration GATHER = Duration.ofMillis(10);

    private final ConnectionFactory sessions;
    private final EventLog events;
    private final Tables tables;
    private final Watermark watermark = new Watermark();
    private final Parking parking = new Parking();
    private final Sinks.Many<String> wishes = Sinks.many().multicast().directBestEffort();
    private final Sinks.Empty<Void> ready = Sinks.empty();
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile Witness witness = Witness.NONE;
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

    /** Tells somebody what is written from now on. */
    public void tell(Witness witness) {
        this.witness = witness;
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

    /** How many resources stand still because of an event that could not be written; 0 where this node does not write. */
    public int parked() {
        return leading ? parking.size() : 0;
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
                .doOnNext(told -> hear(told.getName(), Objects.requireNonNullElse(told.getParameter(), "")))
                .thenMany(Flux.empty());
    }

    private void hear(String channel, String text) {
        if (channel.equals(Batch.CHANNEL)) {
            watermark.learn(Mark.parse(text));
        } else {
            wishes.tryEmitNext(text);
        }
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
                .then(session.run("listen " + WANTED))
                .then(Mono.defer(() -> parking.load(session, tables.byNoun())))
                .then(Mono.defer(() -> tables.apply(session, parking)))
                .flatMap(mark -> {
                    watermark.learn(mark);
                    leading = true;
                    ready.tryEmitEmpty();
                    log.info("This node keeps the read tables, from position {} on", mark.position());
                    return keepUp(session, mark);
                });
    }

    private Mono<Void> keepUp(Session session, Mark mark) {
        AtomicReference<Mark> reached = new AtomicReference<>(mark);
        Pauses pauses = new Pauses(session, events, tables.byNoun(), parking, () -> wishes.tryEmitNext("resume"));
        RowWriter writer = new RowWriter(pauses::going, Table.SCHEMA, parking, (batch, last) -> {
            Mark next = reached.get().moved(last, batch.touched());
            return session.run(batch.marked(session.connection(), next)).doOnSuccess(_ -> arrive(reached, next));
        });
        Repairs repairs = new Repairs(session, events, tables.byNoun(), parking, pauses);
        Turns turns = new Turns();
        Rebuilding rebuilding = new Rebuilding(
                sessions,
                new Making.Surroundings(
                        session, () -> reached.get().position(), events, tables.byNoun(), turns, parking),
                tables.filesByNoun(),
                () -> wishes.tryEmitNext("rebuild"));
        Sinks.Empty<Void> over = Sinks.empty();
        Flux<Mono<Void>> writing = bursts(writer, mark.position()).doFinally(_ -> over.tryEmitEmpty());
        Flux<Mono<Void>> repairing = Flux.merge(wishes.asFlux(), Flux.interval(Duration.ZERO, LOOK_FOR_WISHES))
                .onBackpressureLatest()
                .<Mono<Void>>map(_ -> Mono.defer(() -> repairs.run(reached.get()))
                        .doOnNext(next -> arrive(reached, next))
                        .then(Mono.defer(() -> pauses.run(reached.get())))
                        .doOnNext(next -> arrive(reached, next))
                        .then(Mono.defer(() -> rebuilding.look(session)))
                        .then(Mono.defer(() -> NewTable.dropOld(session))))
                .takeUntilOther(over.asMono());
        Flux<Mono<Void>> others = turns.asked()
                .<Mono<Void>>map(turn -> Mono.defer(() -> turn.at(reached.get()))
                        .doOnNext(next -> {
                            arrive(reached, next);
                            turn.over(next);
                        })
                        .then())
                .takeUntilOther(over.asMono());
        // Before the first row is written it must be known which tables are not.
        Mono<Void> work = Mono.defer(() -> pauses.run(reached.get()))
                .doOnNext(next -> arrive(reached, next))
                .then(Mono.defer(() -> Steps.run(others, repairing, writing)));
        return Mono.firstWithSignal(work, rebuilding.run());
    }

    private void arrive(AtomicReference<Mark> reached, Mark mark) {
        reached.set(mark);
        watermark.learn(mark);
    }

    /** The work of writing, burst after burst. An event that nobody can read is parked, and reading goes on behind it. */
    private Flux<Mono<Void>> bursts(RowWriter writer, long after) {
        AtomicLong taken = new AtomicLong(after);
        AtomicBoolean passed = new AtomicBoolean();
        return Flux.defer(() -> Bursts.of(events.follow(taken.get()), BURST))
                .doOnNext(burst -> taken.set(burst.getLast().position()))
                .map(burst -> written(writer, burst).then(gather()))
                .onErrorResume(EventLog.Unreadable.class, event -> {
                    taken.set(event.position());
                    passed.set(true);
                    return Flux.just(writer.park(event));
                })
                .repeat(() -> passed.getAndSet(false));
    }

    private Mono<Void> written(RowWriter writer, List<Event<?>> burst) {
        return Mono.defer(() -> {
            Instant since = Instant.now();
            return writer.write(burst).doOnSuccess(_ -> witness.wrote(burst, since));
        });
    }

    /** While nobody waits, what comes within a moment is written together, which costs the database far less. */
    private Mono<Void> gather() {
        return Mono.firstWithSignal(watermark.wanted(), Mono.delay(GATHER).then());
    }
}
