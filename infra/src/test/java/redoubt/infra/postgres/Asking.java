package redoubt.infra.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/** Asks a database and waits for the answer, as a person at a prompt would. */
final class Asking {

    private Asking() {}

    static List<String> ask(ConnectionFactory database, String sql) {
        return Flux.usingWhen(
                        database.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((Readable row) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(Duration.ofSeconds(30));
    }

    static List<String> ask(OwnPostgres server, String sql) {
        return ask(Connections.sessions(server.address(), Limits.standard(), "test"), sql);
    }
}
