package redoubt.infra.supervision;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which of all nodes on one database does something: the one whose connection holds an advisory lock, for as long as it is
 * open. The others try for the lock each second.
 */
public final class Election {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String question;
    private final Supervised work;

    /**
     * Nobody is elected yet.
     *
     * @param lock the number of the lock
     * @param work what is done by the one who is elected
     */
    public Election(long lock, Supervised work) {
        this.question = "select pg_try_advisory_lock(" + lock + ")";
        this.work = work;
    }

    /**
     * Emits when the lock is this connection's, and nothing if the work is to end before.
     *
     * @param elsewhere is done each second for as long as the lock is another's
     */
    public Mono<Boolean> won(Connection connection, Supplier<? extends Mono<?>> elsewhere) {
        return Mono.defer(() -> ours(connection))
                .flatMap(ours -> ours
                        ? Mono.just(true)
                        : elsewhere.get().then(work.rest(POLL)).then(Mono.<Boolean>empty()))
                .repeatWhenEmpty(again -> again.takeWhile(_ -> !work.stopping()));
    }

    private Mono<Boolean> ours(Connection connection) {
        return Flux.from(connection.createStatement(question).execute())
                .concatMap(result -> result.map((row, _) -> Objects.requireNonNull(row.get(0, Boolean.class))))
                .single();
    }
}
