package redoubt.infra.account;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/** How often things were tried, as all nodes count it. */
final class Attempts {

    private final Sql sql;

    Attempts(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /**
     * A count.
     *
     * @param since when it began
     * @param attempts since then
     */
    record Count(Instant since, int attempts) {}

    /**
     * One more.
     *
     * @param stale counts that began then or before begin anew
     * @param limit beyond which it does not matter how many there are
     */
    Mono<Count> count(String key, Instant now, Instant stale, int limit) {
        return sql.ask(
                        "insert into attempt as a (key, since, attempts) values ($1, $2, 1)"
                                + " on conflict (key) do update set"
                                + " since = case when a.since <= $3 then excluded.since else a.since end,"
                                + " attempts = case when a.since <= $3 then 1 else least(a.attempts, $4) + 1 end"
                                + " returning since, attempts",
                        statement -> statement
                                .bind("$1", key)
                                .bind("$2", now)
                                .bind("$3", stale)
                                .bind("$4", limit),
                        row -> new Count(
                                Objects.requireNonNull(row.get(0, Instant.class)),
                                Objects.requireNonNull(row.get(1, Integer.class))))
                .next();
    }

    /** Takes all attempts back that were counted under one key, and one of those under another. */
    Mono<Void> excuse(String all, String one) {
        return sql.run(
                "with cleared as (delete from attempt where key = $1)"
                        + " update attempt set attempts = greatest(attempts - 1, 0) where key = $2",
                statement -> statement.bind("$1", all).bind("$2", one));
    }

    /** Forgets counts that began then or before. */
    Mono<Void> forget(Instant stale) {
        return sql.run("delete from attempt where since <= $1", statement -> statement.bind("$1", stale));
    }
}
