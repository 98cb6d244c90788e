package redoubt.query.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts questions to the database, each on a connection of its own, which is given back before the first row is passed on. A
 * question that nobody waits for any more is answered all the same: a driver that is interrupted may keep what it was
 * about to send, and a pool what it was about to lend.
 */
public final class Asking {

    private final ConnectionFactory connections;

    /** Questions go through these connections, usually a pool. */
    public Asking(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The rows that a select yields; no more than fit in memory. */
    public <T> Flux<T> rows(Clause select, Function<Readable, T> row) {
        return Mono.defer(() -> Mono.fromFuture(answer(select, row).toFuture(), true))
                .flatMapIterable(rows -> rows);
    }

    private <T> Mono<List<T>> answer(Clause select, Function<Readable, T> row) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Flux.from(statement(connection, select).execute())
                        .concatMap(result -> result.map(row))
                        .collectList(),
                Connection::close);
    }

    private static Statement statement(Connection connection, Clause select) {
        Statement statement = connection.createStatement(select.numbered());
        for (int i = 0; i < select.values().size(); i++) {
            statement.bind(i, select.values().get(i));
        }
        return statement;
    }
}
