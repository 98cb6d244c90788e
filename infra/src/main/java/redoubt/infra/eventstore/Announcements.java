package redoubt.infra.eventstore;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Hears from the database that the log has grown, on a connection of its own. Announcements only save time: whoever relies
 * on them must also look by itself now and then, for a lost connection loses them.
 */
final class Announcements {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ConnectionFactory sessions;
    private final Disposable.Swap listener = Disposables.swap();
    private volatile boolean listening;

    Announcements(ConnectionFactory sessions) {
        this.sessions = sessions;
    }

    boolean listening() {
        return listening;
    }

    /** Tells every announced head, and {@link Long#MAX_VALUE} when some may have been missed. Never gives up. */
    void start(LongConsumer heard) {
        listener.update(Flux.usingWhen(
                        sessions.create(),
                        connection -> heads(connection, heard),
                        connection -> ended(connection),
                        (connection, _) -> ended(connection),
                        connection -> ended(connection))
                .concatWith(Mono.error(() -> new IllegalStateException("The connection was closed")))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .transientErrors(true)
                        .doBeforeRetry(lost -> log.warn(
                                "New events are not announced until the database is heard again: {}",
                                lost.failure().getMessage())))
                .subscribe(heard::accept, failure -> log.error("New events are not announced any more", failure)));
    }

    void stop() {
        listener.dispose();
    }

    private Flux<Long> heads(Connection connection, LongConsumer heard) {
        if (!(connection instanceof PostgresqlConnection session)) {
            return Flux.error(new IllegalArgumentException(
                    "The event store listens on plain PostgreSQL connections, not on " + connection.getClass()));
        }
        return session.getNotifications()
                .map(notification -> Long.parseLong(String.valueOf(notification.getParameter())))
                .mergeWith(session.createStatement("set application_name = 'event-log-listen'; listen event_log")
                        .execute()
                        .flatMap(result -> result.getRowsUpdated())
                        .then(Mono.fromRunnable(() -> {
                            listening = true;
                            heard.accept(Long.MAX_VALUE);
                        })));
    }

    private Mono<Void> ended(Connection connection) {
        listening = false;
        return Mono.from(connection.close()).onErrorComplete();
    }
}
