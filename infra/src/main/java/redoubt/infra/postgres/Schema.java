package redoubt.infra.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings a database to the schema this program needs: numbered scripts, each applied once, in order.
 *
 * <p>Everything happens in one transaction under one advisory lock, so several nodes may start at once and a script that
 * fails leaves nothing behind.
 */
public final class Schema {

    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final int OLDEST_SERVER = 150_000;
    private static final long LOCK = 0x5265646f75627431L;
    private static final String TABLE = """
        create table if not exists schema_version (
            number int primary key, name text not null, checksum text not null,
            applied_at timestamptz not null default clock_timestamp())\
        """;

    private final List<SchemaScript> scripts;

    Schema(List<SchemaScript> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The schema in {@code schema/*.sql} on the class path. */
    public static Schema onClassPath() {
        try {
            return new Schema(SchemaScript.onClassPath());
        } catch (IOException unreadable) {
            throw new IllegalStateException("The schema scripts cannot be read", unreadable);
        }
    }

    /**
     * Applies what is missing and emits how many scripts that were.
     *
     * @return an error of type {@link DatabaseUnusable} if the database is newer than the program, if a script was changed
     *     after it had been applied, or if the server is too old
     */
    public Mono<Integer> apply(ConnectionFactory sessions) {
        return Mono.usingWhen(
                sessions.create(),
                connection -> Mono.from(connection.beginTransaction())
                        .then(applyIn(connection))
                        .flatMap(count ->
                                Mono.from(connection.commitTransaction()).thenReturn(count)),
                Connection::close,
                (connection, failure) -> Mono.from(connection.rollbackTransaction())
                        .onErrorComplete()
                        .then(Mono.from(connection.close())),
                Connection::close);
    }

    private Mono<Integer> applyIn(Connection connection) {
        // Another node may be at a long script: the wait for it, and our own, are not bounded by the usual limits.
        return run(connection, "set local statement_timeout = 0")
                .then(number(connection, "select current_setting('server_version_num')::int"))
                .doOnNext(Schema::checkServer)
                .then(run(connection, "select pg_advisory_xact_lock(" + LOCK + ")"))
                .then(run(connection, TABLE))
                .then(applied(connection))
                .doOnNext(this::checkHistory)
                .flatMapMany(done -> Flux.fromIterable(scripts).filter(script -> !done.containsKey(script.number())))
                .concatMap(script -> applyOne(connection, script).thenReturn(script))
                .count()
                .map(Math::toIntExact);
    }

    private static void checkServer(int version) {
        if (version < OLDEST_SERVER) {
            throw new DatabaseUnusable("The database server is PostgreSQL " + version / 10_000 + ", but at least "
                    + OLDEST_SERVER / 10_000 + " is needed.");
        }
    }

    private void checkHistory(Map<Integer, Applied> done) {
        var newest = done.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (newest > scripts.size()) {
            throw new DatabaseUnusable("The database was written by a newer Redoubt: it has schema " + newest
                    + ", this program knows " + scripts.size() + ".");
        }
        for (var script : scripts) {
            var before = done.get(script.number());
            if (before != null && !before.checksum().equals(script.checksum())) {
                throw new DatabaseUnusable("The schema script " + script.label()
                        + " was changed after this database had applied it; changes belong into a new script.");
            }
        }
    }

    private static Mono<Void> applyOne(Connection connection, SchemaScript script) {
        log.info("Applying schema {}", script.label());
        var note = connection
                .createStatement("insert into schema_version (number, name, checksum) values ($1, $2, $3)")
                .bind("$1", script.number())
                .bind("$2", script.name())
                .bind("$3", script.checksum());
        return run(connection, script.text())
                .then(Flux.from(note.execute()).flatMap(Result::getRowsUpdated).then());
    }

    private static Mono<Map<Integer, Applied>> applied(Connection connection) {
        return Flux.from(connection
                        .createStatement("select number, checksum from schema_version")
                        .execute())
                .flatMap(result -> result.map((Readable row) -> new Applied(
                        required(row.get("number", Integer.class)), required(row.get("checksum", String.class)))))
                .collectMap(Applied::number, Function.identity());
    }

    private static Mono<Integer> number(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .flatMap(result -> result.map((Readable row) -> required(row.get(0, Integer.class))))
                .single();
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private record Applied(int number, String checksum) {}
}
