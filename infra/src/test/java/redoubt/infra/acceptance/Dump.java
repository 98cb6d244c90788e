package redoubt.infra.acceptance;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.TestDatabase;

/** What stands in a database, as text; bytes are in hexadecimal. */
final class Dump {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Dump() {}

    /**
     * Every row of every table.
     *
     * @param tables only those; all if none is named
     */
    static String of(TestDatabase database, String... tables) {
        return String.valueOf(Flux.usingWhen(
                        database.connections().create(),
                        connection -> rows(
                                        connection,
                                        "select format('select t::text from %I.%I t', schemaname, relname)"
                                                + " from pg_stat_user_tables"
                                                + (tables.length == 0
                                                        ? ""
                                                        : " where relname in ('" + String.join("','", tables) + "')"))
                                .collectList()
                                .flatMapMany(Flux::fromIterable)
                                .concatMap(sql -> rows(connection, sql)),
                        Connection::close)
                .reduce(new StringBuilder(), (all, row) -> all.append(row).append('\n'))
                .switchIfEmpty(Mono.error(new AssertionError("An empty database")))
                .block(PATIENCE));
    }

    /** The events of one name. */
    static List<String> events(TestDatabase database, String name) {
        return Objects.requireNonNull(Flux.usingWhen(
                        database.connections().create(),
                        connection -> rows(connection, "select e::text from event e where type = '" + name + "'"),
                        Connection::close)
                .collectList()
                .block(PATIENCE));
    }

    private static Flux<String> rows(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap((Result result) -> result.map(row -> String.valueOf(row.get(0))));
    }
}
