package redoubt.infra.webhook;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.query.log.EventLog;

/**
 * Tells endpoints of what happens. Of all nodes on one database exactly one does: the one whose connection holds an advisory
 * lock. A node that has lost it without knowing does no harm: checkpoints and attempts are taken in the database, each once.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long LOCK = 0x5265646f75627434L;

    /** The database lets go of a leader that stands still, so that another one goes on. */
    private static final String SHORT_LIVED = "select set_config('idle_session_timeout', '15s', false) <> ''";

    private static final Duration ROUND = Duration.ofMillis(250);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final Duration MEND = Duration.ofSeconds(5);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final int AT_ONCE = 8;
    private static final int BODY_DAYS = 7;

    private final ConnectionFactory sessions;
    private final EventLog log;
    private final Queue queue;
    private final Owners owners;
    private final Function<Endpoint, Lane> opening;
    private final Pulse pulse;
    private final int logDays;
    private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    Dispatcher(
            ConnectionFactory sessions,
            EventLog log,
            Queue queue,
            Owners owners,
            Function<Endpoint, Lane> opening,
            Pulse pulse,
            int logDays) {
        this.sessions = sessions;
        this.log = log;
        this.queue = queue;
        this.owners = owners;
        this.opening = opening;
        this.pulse = pulse;
        this.logDays = logDays;
    }

    /** Begins, and goes on until it is stopped. */
    void start() {
        started = true;
        Mono.defer(() -> Mono.usingWhen(sessions.create(), this::serve, Connection::close))
                .onErrorResume(failure -> {
                    LOG.warn("Telling webhooks was interrupted and begins anew: {}", failure.toString());
                    return Mono.firstWithSignal(Mono.delay(BACKOFF).then(), stop.asMono());
                })
                .repeat(() -> !stopping)
                .doFinally(_ -> ended.tryEmitEmpty())
                .subscribe();
    }

    /** Ends; completes when the lock is free. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            stopping = true;
            stop.tryEmitEmpty();
            return started ? ended.asMono() : Mono.empty();
        });
    }

    private Mono<Void> serve(Connection connection) {
        return ask(connection, SHORT_LIVED)
                .then(contend(connection))
                .flatMap(_ -> {
                    pulse.leads(true);
                    LOG.info("This node tells webhooks of what happens");
                    return Mono.firstWithSignal(
                            rounds(),
                            Flux.interval(Duration.ZERO, TIDY)
                                    .onBackpressureDrop()
                                    .concatMap(_ -> queue.forget(logDays, BODY_DAYS))
                                    .then(),
                            Flux.interval(Duration.ZERO, MEND)
                                    .onBackpressureDrop()
                                    .concatMap(_ -> queue.mend().then(queue.cancel()))
                                    .then(),
                            holding(connection),
                            stop.asMono());
                })
                .doFinally(_ -> {
                    pulse.leads(false);
                    lanes.values().forEach(Lane::close);
                    lanes.clear();
                });
    }

    private Mono<Boolean> contend(Connection connection) {
        return ask(connection, "select pg_try_advisory_lock(" + LOCK + ")")
                .doOnNext(_ -> pulse.beat())
                .flatMap(ours -> ours
                        ? Mono.just(true)
                        : Mono.firstWithSignal(Mono.delay(POLL).then(), stop.asMono())
                                .then(Mono.<Boolean>empty()))
                .repeatWhenEmpty(again -> again.takeWhile(_ -> !stopping));
    }

    /** Fails when the connection is lost, and with it the lock. */
    private static Mono<Void> holding(Connection connection) {
        return Mono.delay(POLL).then(ask(connection, "select true")).repeat().then();
    }

    private static Mono<Boolean> ask(Connection connection, String question) {
        return Mono.defer(() -> Flux.from(connection.createStatement(question).execute())
                .concatMap(result ->
                        result.map((io.r2dbc.spi.Readable row) -> Objects.requireNonNull(row.get(0, Boolean.class))))
                .single());
    }

    private Mono<Void> rounds() {
        return Mono.defer(this::round)
                .then(Mono.delay(ROUND))
                .repeat(() -> !stopping)
                .then();
    }

    private Mono<Void> round() {
        return queue.active()
                .collectList()
                .flatMap(this::arrange)
                .then(log.head())
                .flatMapMany(head ->
                        Flux.fromIterable(List.copyOf(lanes.values())).flatMap(lane -> step(lane, head), AT_ONCE))
                .then()
                .doOnSuccess(_ -> pulse.beat());
    }

    private Mono<Void> arrange(List<Endpoint> active) {
        Map<UUID, Endpoint> there = new HashMap<>();
        active.forEach(endpoint -> there.put(endpoint.id(), endpoint));
        boolean fewer = lanes.entrySet().removeIf(lane -> {
            boolean gone = !there.containsKey(lane.getKey());
            if (gone) {
                lane.getValue().close();
            }
            return gone;
        });
        Set<UUID> known = Set.copyOf(lanes.keySet());
        active.forEach(endpoint -> {
            Lane lane = lanes.get(endpoint.id());
            if (lane != null) {
                lane.update(endpoint);
            }
        });
        return Flux.fromIterable(active)
                .filter(endpoint -> !known.contains(endpoint.id()))
                .concatMap(endpoint -> queue.jump(endpoint.id())
                        .then(Mono.fromRunnable(() -> lanes.put(endpoint.id(), opening.apply(endpoint)))))
                .then(fewer ? queue.cancel() : Mono.empty());
    }

    private Mono<Void> step(Lane lane, long head) {
        return owners.of(lane.endpoint())
                .flatMap(owner -> lane.step(owner, head))
                .onErrorResume(thrown -> {
                    LOG.warn("A webhook is told of nothing for a moment: {}", thrown.toString());
                    return Mono.empty();
                });
    }
}
