package redoubt.query.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Puts questions to the database, each on a connection of its own for as long as its rows are read. */
public final class Asking {

    private final ConnectionFactory connections;

    /** Questions go through these connections, usually a pool. */
    public Asking(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The rows that a select yields. */
    public <T> Flux<T> rows(Clause select, Function<Readable, T> row) {
        return Flux.usingWhen(
                connections.create(),
                connection -> Flux.from(statement(connection, select).execute()).concatMap(result -> result.map(row)),
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
