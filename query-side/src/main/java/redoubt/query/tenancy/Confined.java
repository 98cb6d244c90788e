package redoubt.query.tenancy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/**
 * Questions that see what belongs to certain organizations, and nothing else, whatever they ask for: the database leaves
 * every other row out. Which organizations those are is said for one transaction and is gone with it. Safe for any thread.
 *
 * <p>That is said and asked in one go, and the answer is passed on before the transaction has ended, so that nobody waits
 * for the database more than once. Neither an answer nor a failure leaves a connection as anything but what it was. A
 * question that nobody waits for any more is answered all the same: a driver that is interrupted may keep what it was about
 * to send, and a pool what it was about to lend.
 */
public final class Confined {

    private final ConnectionFactory connections;

    /**
     * Questions go through these connections, usually a pool.
     *
     * @param connections of a role that row security counts for
     */
    public Confined(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * What is read in a transaction of that sight; no more than fits in memory.
     *
     * @param organizations the identifiers of those that are seen
     * @param question puts statements to the connection it is given, once
     * @throws IllegalArgumentException if something else than an identifier is among the organizations
     */
    public <T> Mono<List<T>> ask(Collection<String> organizations, Function<Connection, Flux<T>> question) {
        String begin = begin(organizations);
        return Mono.defer(() -> {
            CompletableFuture<List<T>> answer = new CompletableFuture<>();
            Mono.usingWhen(
                            connections.create(),
                            connection -> whole(connection, begin, question, answer),
                            Connection::close)
                    .subscribe(_ -> {}, answer::completeExceptionally);
            return Mono.fromFuture(answer, true);
        });
    }

    private static <T> Mono<Void> whole(
            Connection connection,
            String begin,
            Function<Connection, Flux<T>> question,
            CompletableFuture<List<T>> answer) {
        // Nothing is believed that was not asked within the transaction, even if the server answers.
        return Mono.zipDelayError(
                        run(connection, begin).thenReturn(true),
                        Flux.defer(() -> question.apply(connection)).collectList())
                .map(Tuple2::getT2)
                // Where both failed, the second did because the first had.
                .onErrorMap(failure -> Exceptions.unwrapMultiple(failure).getFirst())
                .doOnNext(answer::complete)
                .doOnError(answer::completeExceptionally)
                .onErrorComplete()
                .then(Mono.defer(() -> end(connection)));
    }

    /** Ends the transaction, also one that has failed; a connection of which that cannot be told is lent to nobody. */
    private static Mono<Void> end(Connection connection) {
        return run(connection, "commit")
                .onErrorResume(_ -> run(connection, "rollback"))
                .onErrorResume(_ -> Mono.from(bare(connection).close()).onErrorComplete());
    }

    private static Connection bare(Connection connection) {
        return connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner
                ? bare(inner)
                : connection;
    }

    private static String begin(Collection<String> organizations) {
        String seen = organizations.stream()
                .map(id -> UUID.fromString(id).toString())
                .sorted()
                .collect(Collectors.joining(","));
        // Two statements in one message, which takes no values to bind: these have just been read as what they must be.
        return "begin read only; set local redoubt.seen = '{" + seen + "}'";
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Mono.defer(() -> Flux.from(connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then());
    }
}
