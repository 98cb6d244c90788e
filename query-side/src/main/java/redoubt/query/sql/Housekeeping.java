package redoubt.query.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the house itself asks and does, across all organizations: how its tables are kept, and what must be found out before
 * it is known for which organization somebody asks. Each statement has a connection of its own, which is given back before
 * the first row is passed on; whoever gives up does not interrupt the driver.
 */
public final class Housekeeping {

    private final ConnectionFactory connections;

    /** Statements go through these connections of the owner of the tables, usually a pool. */
    public Housekeeping(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The rows that a statement yields; no more than fit in memory. */
    public <T> Flux<T> rows(Clause statement, Function<Readable, T> row) {
        return Mono.defer(() -> Mono.fromFuture(
                        Mono.usingWhen(
                                        connections.create(),
                                        connection -> Asking.answer(connection, statement, row)
                                                .collectList(),
                                        Connection::close)
                                .toFuture(),
                        true))
                .flatMapIterable(rows -> rows);
    }
}
