package redoubt.infra.eventstore;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lends a connection for one question, in whatever transaction and with whatever rights it chooses. Safe for any thread. */
@FunctionalInterface
public interface Lender {

    /**
     * What a question yields; the connection is the lender's again by then, or soon. Who gives up does not interrupt the
     * driver.
     */
    <T> Mono<List<T>> lend(Function<Connection, Flux<T>> question);

    /**
     * Lends from a pool. A question that nobody waits for any more is answered all the same: a driver that is interrupted
     * may keep what it was about to send, and a pool what it was about to lend.
     */
    static Lender of(ConnectionFactory pool) {
        return new Lender() {
            @Override
            public <T> Mono<List<T>> lend(Function<Connection, Flux<T>> question) {
                return Mono.defer(() -> Mono.fromFuture(
                        Mono.usingWhen(
                                        pool.create(),
                                        connection -> question.apply(connection).collectList(),
                                        Connection::close)
                                .toFuture(),
                        true));
            }
        };
    }
}
