package redoubt.infra.acceptance;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.TestDatabase;

/** Every row of every table of a database, as text; bytes are in hexadecimal. */
final class Dump {

    private Dump() {}

    /** @param tables only those; all if none is named */
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
                .block(Duration.ofSeconds(30)));
    }

    private static Flux<String> rows(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap((Result result) -> result.map(row -> String.valueOf(row.get(0))));
    }
}
