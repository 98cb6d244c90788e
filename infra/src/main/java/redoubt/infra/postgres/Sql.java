package redoubt.infra.postgres;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Single statements on a borrowed connection. */
public final class Sql {

    private final ConnectionFactory connections;

    /** Borrows from there. */
    public Sql(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The rows of a question. */
    public <T> Flux<T> ask(String sql, UnaryOperator<Statement> binding, Function<Readable, T> row) {
        return whole(Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.from(binding.apply(connection.createStatement(sql))
                                        .execute())
                                .flatMap(result -> result.map(row))
                                .collectList(),
                        Connection::close))
                .flatMapIterable(rows -> rows);
    }

    /** Executes a statement and waits for it to be done. */
    public Mono<Void> run(String sql, UnaryOperator<Statement> binding) {
        return whole(Mono.usingWhen(
                connections.create(),
                connection -> Flux.from(
                                binding.apply(connection.createStatement(sql)).execute())
                        .flatMap(result -> Flux.from(result.getRowsUpdated()))
                        .then(),
                Connection::close));
    }

    /** Who gives up does not interrupt the driver, which may keep what it was about to send. */
    private static <T> Mono<T> whole(Mono<T> question) {
        return Mono.defer(() -> Mono.fromFuture(question.toFuture(), true));
    }
}
