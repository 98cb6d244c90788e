package redoubt.infra.postgres;

import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param connections the greatest number of connections in the pool
 * @param acquire how long a request waits for a free one
 * @param statement after which the server ends a statement
 * @param idleInTransaction after which the server ends a session that holds a transaction and does nothing
 */
public record Limits(int connections, Duration acquire, Duration statement, Duration idleInTransaction) {

    /** Sixteen connections, five seconds to get one, half a minute for a statement and for an idle transaction. */
    public static Limits standard() {
        return new Limits(16, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }
}
