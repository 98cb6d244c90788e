package redoubt.infra.chain;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.query.chain.Runs;

/** Verifications in a table, for every node to tell of. */
public final class StoredRuns implements Runs {

    private final Sql sql;

    /** Reads and writes through a pool. */
    public StoredRuns(ConnectionFactory pool) {
        this.sql = new Sql(pool);
    }

    @Override
    public Mono<Void> save(Run run) {
        return sql.run(
                "insert into audit_verification (id, state, first, last, reached, started_at, saved_at, result)"
                        + " values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do update"
                        + " set state = excluded.state, reached = excluded.reached, saved_at = excluded.saved_at,"
                        + " result = excluded.result",
                statement -> {
                    statement
                            .bind("$1", UUID.fromString(run.id()))
                            .bind("$2", run.state().code())
                            .bind("$3", run.from())
                            .bind("$4", run.to())
                            .bind("$5", run.reached())
                            .bind("$6", run.startedAt())
                            .bind("$7", run.savedAt());
                    String result = run.result();
                    return result == null ? statement.bindNull("$8", String.class) : statement.bind("$8", result);
                });
    }

    @Override
    public Mono<Run> find(String id) {
        return sql.ask(
                        "select state, first, last, reached, started_at, saved_at, result from audit_verification"
                                + " where id = $1",
                        statement -> statement.bind("$1", UUID.fromString(id)),
                        row -> run(id, row))
                .next();
    }

    private static Run run(String id, Readable row) {
        return new Run(
                id,
                State.valueOf(Rows.text(row, 0).toUpperCase(Locale.ROOT)),
                Rows.number(row, 1),
                Rows.number(row, 2),
                Rows.number(row, 3),
                Objects.requireNonNull(row.get(4, Instant.class)),
                Objects.requireNonNull(row.get(5, Instant.class)),
                row.get(6, String.class));
    }
}
