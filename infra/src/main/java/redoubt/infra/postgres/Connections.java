package redoubt.infra.postgres;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The two ways to talk to a database: sessions that their owner keeps, and a pool for everything short. */
public final class Connections {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int FEW = 6;
    private static final Duration POOL_IDLE = Duration.ofMinutes(10);
    private static final Duration POOL_LIFE = Duration.ofHours(1);
    private static final String NO_SUCH_DATABASE = "3D000";
    /** The SQLSTATEs that no waiting cures: authorization, unknown database. */
    private static final Set<String> HOPELESS = Set.of("28000", "28P01", NO_SUCH_DATABASE, "42501");

    private Connections() {}

    /**
     * Every subscription opens a connection of its own, which its owner closes.
     *
     * @param purpose what {@code pg_stat_activity} shows, after the name of the program
     * @throws DatabaseUnusable if a certificate named in the address cannot be read
     */
    public static ConnectionFactory sessions(DatabaseAddress address, Limits limits, String purpose) {
        return sessions(address, limits, purpose, Map.of());
    }

    private static ConnectionFactory sessions(
            DatabaseAddress address, Limits limits, String purpose, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("statement_timeout", Long.toString(limits.statement().toMillis()));
        settings.put(
                "idle_in_transaction_session_timeout",
                Long.toString(limits.idleInTransaction().toMillis()));
        var configuration = PostgresqlConnectionConfiguration.builder()
                .host(address.host())
                .port(address.port())
                .database(address.database())
                .username(address.user())
                .password(address.password())
                .applicationName("redoubt " + purpose)
                .connectTimeout(CONNECT_TIMEOUT)
                .tcpKeepAlive(true)
                // The driver takes longer to read a timestamp from a text than PostgreSQL to find the row.
                .forceBinary(true)
                .options(settings);
        try {
            configuration.sslMode(SSLMode.fromValue(address.sslMode()));
            address.options().forEach((name, value) -> {
                switch (name) {
                    case "sslrootcert" -> configuration.sslRootCert(value);
                    case "sslcert" -> configuration.sslCert(value);
                    case "sslkey" -> configuration.sslKey(value);
                    default -> {
                        // The mode is set already.
                    }
                }
            });
            return new PostgresqlConnectionFactory(configuration.build());
        } catch (IllegalArgumentException unreadable) {
            throw new DatabaseUnusable(
                    "The TLS settings of " + address + " cannot be used: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    /** A pool that opens connections as they are needed; disposing of it closes them. */
    public static ConnectionPool pool(DatabaseAddress address, Limits limits) {
        return pool("redoubt", sessions(address, limits, "pool"), limits);
    }

    /** The same for people's questions, whose sessions begin with {@link ReaderRole#settings}. */
    public static ConnectionPool questions(DatabaseAddress address, Limits limits, Map<String, String> settings) {
        return pool("redoubt-questions", sessions(address, limits, "questions", settings), limits);
    }

    /** The same for what is done while nobody waits: a few of them. */
    public static ConnectionPool telling(DatabaseAddress address, Limits limits) {
        var few = new Limits(
                Math.min(FEW, limits.connections()), limits.acquire(), limits.statement(), limits.idleInTransaction());
        return pool("redoubt-telling", sessions(address, few, "telling"), few);
    }

    private static ConnectionPool pool(String name, ConnectionFactory sessions, Limits limits) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(sessions)
                .name(name)
                .initialSize(0)
                .maxSize(limits.connections())
                .maxAcquireTime(limits.acquire())
                .maxIdleTime(POOL_IDLE)
                .maxLifeTime(POOL_LIFE)
                .build());
    }

    /**
     * Completes when the server takes a connection. A server that is still starting, or not yet reachable, is asked again
     * until the patience ends; one that refuses us is not.
     *
     * @return an error of type {@link DatabaseUnusable} if it does not
     */
    public static Mono<Void> answering(ConnectionFactory sessions, DatabaseAddress address, Duration patience) {
        return Mono.from(sessions.create())
                .flatMap(connection -> Mono.from(connection.close()))
                .retryWhen(Retry.fixedDelay(Math.max(1, patience.toMillis() / 500), Duration.ofMillis(500))
                        .filter(failure -> !hopeless(failure))
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .timeout(patience.plus(CONNECT_TIMEOUT))
                .onErrorMap(failure -> refused(address, failure));
    }

    private static boolean hopeless(Throwable failure) {
        return failure instanceof R2dbcPermissionDeniedException
                || (failure instanceof R2dbcException said
                        && said.getSqlState() != null
                        && HOPELESS.contains(said.getSqlState()));
    }

    private static DatabaseUnusable refused(DatabaseAddress address, Throwable failure) {
        var reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (hopeless(failure)) {
            return new DatabaseUnusable("The database " + address + " refuses us: " + reason + ".", failure);
        }
        var cause = failure.getCause();
        if (cause != null && cause.getMessage() != null) {
            reason = cause.getMessage();
        }
        return new DatabaseUnusable("The database " + address + " does not answer: " + reason + ".", failure);
    }
}
