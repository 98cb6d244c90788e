package redoubt.infra.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Something that exactly one of all nodes on one database does at a time: the one whose connection holds an advisory lock, and
 * it works with that very connection, so losing the connection is losing the right. The others try for the lock each second.
 * What fails is begun anew after a second.
 */
public final class Alone {

    private static final Logger log = LoggerFactory.getLogger(Alone.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final String name;
    private final long lock;
    private final ConnectionFactory sessions;
    private final Duration pause;
    private final Work work;
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private volatile boolean started;
    private volatile boolean stopping;

    /** What is done. */
    public interface Work {

        /** Done each second on nodes that do not do it. */
        Mono<?> elsewhere(Connection connection);

        /** Begins on a connection that has the right. */
        Mono<Turn> begin(Connection connection);
    }

    /** The time during which a connection has the right. */
    @FunctionalInterface
    public interface Turn {

        /** Does the next bit; emits whether there may be more at once. */
        Mono<Boolean> next();
    }

    /**
     * Nothing happens before it is started.
     *
     * @param name what is done, as a log tells it
     * @param lock the number of the lock
     * @param sessions opens connections that are kept
     * @param pause how long it rests when there is nothing more to do at once
     */
    public Alone(String name, long lock, ConnectionFactory sessions, Duration pause, Work work) {
        this.name = name;
        this.lock = lock;
        this.sessions = sessions;
        this.pause = pause;
        this.work = work;
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        started = true;
        Mono.defer(this::session)
                .onErrorResume(failure -> {
                    log.warn("{} was interrupted and begins anew: {}", name, failure.toString());
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

    private Mono<Void> session() {
        // A question to the database is waited for when we stop: a driver that is interrupted may keep what it was to
        // send.
        return Mono.usingWhen(sessions.create(), this::serve, Connection::close);
    }

    private Mono<Void> serve(Connection connection) {
        return contend(connection).flatMap(_ -> work.begin(connection)).flatMap(turn -> Mono.defer(turn::next)
                .flatMap(more -> more ? Mono.just(0L) : rest(pause))
                .repeat(() -> !stopping)
                .then());
    }

    private Mono<Long> rest(Duration time) {
        return Mono.firstWithSignal(Mono.delay(time), stop.asMono().thenReturn(0L));
    }

    /** Emits when the lock is ours, and nothing if we stop before. */
    private Mono<Boolean> contend(Connection connection) {
        return Mono.defer(() -> ours(connection))
                .flatMap(ours -> ours
                        ? Mono.just(true)
                        : work.elsewhere(connection).then(rest(POLL)).then(Mono.<Boolean>empty()))
                .repeatWhenEmpty(again -> again.takeWhile(_ -> !stopping));
    }

    private Mono<Boolean> ours(Connection connection) {
        return Flux.from(connection
                        .createStatement("select pg_try_advisory_lock(" + lock + ")")
                        .execute())
                .concatMap(result -> result.map((row, _) -> Objects.requireNonNull(row.get(0, Boolean.class))))
                .single();
    }
}
