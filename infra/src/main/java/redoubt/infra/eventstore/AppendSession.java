package redoubt.infra.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The one connection that writes. It carries one call at a time, and is opened again when it was lost. */
final class AppendSession {

    private static final Logger log = LoggerFactory.getLogger(AppendSession.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final ConnectionFactory sessions;
    private final Options options;
    private final AtomicReference<@Nullable Connection> open = new AtomicReference<>();

    AppendSession(ConnectionFactory sessions, Options options) {
        this.sessions = sessions;
        this.options = options;
    }

    /** Opens the connection, and fails with one sentence if that or the schema behind it is not to be had. */
    Mono<Void> start() {
        return open().flatMap(connection -> Flux.from(connection
                                .createStatement(
                                        "select to_regclass('event') is not null and to_regclass('receipt') is not"
                                                + " null")
                                .execute())
                        .flatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                        .single())
                .onErrorMap(AppendSession::unreachable)
                .flatMap(ready -> ready
                        ? Mono.<Void>empty()
                        : Mono.error(new StoreUnavailable(
                                "The database has no event log: the script schema/001_event_log.sql was not applied",
                                null)));
    }

    /**
     * Writes a group.
     *
     * @return its result; or {@link StoreUnavailable} if nothing was sent, the database's own refusal if it answered with
     *     one, {@link OutcomeUnknown} in every other case
     */
    Mono<AppendCall.Result> write(Group group) {
        return connected().flatMap(connection -> AppendCall.write(connection, group, options)
                .timeout(options.call())
                .onErrorResume(failure -> {
                    if (Faults.answered(failure)) {
                        return Mono.error(failure);
                    }
                    log.warn("The connection that writes the event log was lost during a call: {}", message(failure));
                    return discard(connection).then(Mono.error(new OutcomeUnknown(failure)));
                }));
    }

    /** Closes the connection; a later write opens another. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            var connection = open.get();
            return connection == null ? Mono.empty() : discard(connection);
        });
    }

    private Mono<Connection> connected() {
        var connection = open.get();
        if (connection == null) {
            return reopened();
        }
        return Mono.from(connection.validate(ValidationDepth.LOCAL))
                .flatMap(alive ->
                        alive ? Mono.just(connection) : discard(connection).then(reopened()));
    }

    private Mono<Connection> reopened() {
        return open().retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
                .timeout(options.reopening())
                .onErrorMap(AppendSession::unreachable);
    }

    private Mono<Connection> open() {
        return Mono.<Connection>from(sessions.create())
                .flatMap(connection -> named(connection).doOnCancel(() -> close(connection)))
                .doOnNext(open::set);
    }

    private static Mono<Connection> named(Connection connection) {
        return Flux.from(connection
                        .createStatement("set application_name = 'event-log-append'")
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .then(Mono.just(connection))
                .doOnError(_ -> close(connection));
    }

    private Mono<Void> discard(Connection connection) {
        return Mono.fromRunnable(() -> {
            open.compareAndSet(connection, null);
            close(connection);
        });
    }

    /** Not waited for: a connection that fell silent may never answer. */
    private static void close(Connection connection) {
        Mono.from(connection.close())
                .subscribe(_ -> {}, failure -> log.debug("A lost connection closed badly: {}", message(failure)));
    }

    private static Throwable unreachable(Throwable failure) {
        return new StoreUnavailable(
                failure instanceof TimeoutException
                        ? "The database of the event log cannot be reached"
                        : "The database of the event log cannot be reached: " + message(failure),
                failure);
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
