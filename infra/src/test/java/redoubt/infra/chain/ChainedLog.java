package redoubt.infra.chain;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.query.chain.Anchor;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verdict;
import redoubt.query.chain.Verification;
import redoubt.query.chain.Verification.Range;

/** A log in a real database, with events that are written straight into its tables. */
final class ChainedLog implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestDatabase database = TestPostgres.fresh();
    final SealedLog sealed = new StoredSeals(database.pool(), Schedulers.parallel());

    /** So many more events, of as many resources as there are remainders by seven. */
    void append(int events) {
        run("insert into event (position, id, type, version, at, tags, payload, metadata)"
                + " select n, 'e' || n, 'risk.updated', '1', clock_timestamp(), '{}',"
                + " jsonb_build_object('name', 'Risk ' || n, 'impact', n % 5),"
                + " jsonb_build_object('resource', 'r' || n % 7, 'version', ((n + 6) / 7)::text,"
                + " 'actor_type', 'user', 'actor', 'ada', 'organization', 'acme', 'command', 'update_risk')"
                + " from (select log_head() as head) h,"
                + " lateral generate_series(h.head + 1, h.head + " + events + ") as n");
    }

    /** What was signed so far, oldest first. */
    List<Checkpoint> checkpoints() {
        return Objects.requireNonNull(sealed.checkpoints(0, 100).block(PATIENCE))
                .reversed();
    }

    /** Waits until everything is sealed. */
    SealedLog.Head settled() {
        return Objects.requireNonNull(Mono.defer(sealed::head)
                .filter(head -> head.sealed() == head.position())
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(20)))
                .block(PATIENCE));
    }

    /** What is found in all of it. */
    Verdict verify(Anchor... anchors) {
        return Objects.requireNonNull(new Verification(sealed)
                .of(new Range(1, Long.MAX_VALUE, List.of(anchors)), _ -> {})
                .block(PATIENCE));
    }

    /** What somebody outside remembers of a position. */
    Anchor anchor(long position) {
        return new Anchor(position, Objects.requireNonNull(sealed.hash(position).block(PATIENCE)));
    }

    /** Runs a statement as whoever owns the database. */
    void run(String sql) {
        run(List.of(sql));
    }

    /** Does what only a superuser can: no trigger of the tables hears of it. */
    void tamper(String... statements) {
        run(Flux.concat(Flux.just("set session_replication_role = replica"), Flux.just(statements))
                .collectList()
                .block());
    }

    List<String> ask(String sql) {
        return Flux.usingWhen(
                        database.connections().create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((Readable row) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(PATIENCE);
    }

    private void run(List<String> statements) {
        Mono.usingWhen(
                        database.connections().create(),
                        connection -> Flux.fromIterable(statements)
                                .concatMap(sql -> Flux.from(
                                                connection.createStatement(sql).execute())
                                        .concatMap(Result::getRowsUpdated))
                                .then(),
                        Connection::close)
                .block(PATIENCE);
    }

    static Instant soon() {
        return Instant.now().plus(PATIENCE);
    }

    @Override
    public void close() {
        database.close();
    }
}
