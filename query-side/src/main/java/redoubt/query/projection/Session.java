package redoubt.query.projection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection that is kept, with the two ways in which it is used here. */
record Session(Connection connection) {

    /** Runs a statement and waits for its end. */
    Mono<Void> run(String sql) {
        return run(connection.createStatement(sql));
    }

    Mono<Void> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).then();
    }

    /** Runs a query and reads its rows. */
    <T> Flux<T> ask(String sql, Function<Readable, T> row) {
        return ask(connection.createStatement(sql), row);
    }

    <T> Flux<T> ask(Statement statement, Function<Readable, T> row) {
        return Flux.from(statement.execute()).concatMap(result -> result.map(row));
    }

    /** All of it or nothing. */
    Mono<Void> together(Mono<Void> all) {
        return Mono.from(connection.beginTransaction())
                .then(all)
                .then(Mono.defer(() -> Mono.from(connection.commitTransaction())))
                .onErrorResume(failure -> Mono.from(connection.rollbackTransaction())
                        .onErrorComplete()
                        .then(Mono.error(failure)));
    }
}
