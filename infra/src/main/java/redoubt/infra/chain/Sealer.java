package redoubt.infra.chain;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.identity.AuditCheckpoint;
import redoubt.infra.chain.Rows.Stored;
import redoubt.infra.supervision.Alone;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Checkpoint;

/**
 * Seals the events of the log in their order, some moments after they were appended. Of all nodes on one database exactly
 * one does.
 *
 * <p>A batch is one statement, hence sealed as a whole or not at all, its checkpoint included. What cannot be sealed is
 * tried again and nothing after it is sealed: a seal on what nobody can verify would be worth nothing.
 */
public final class Sealer {

    private static final Logger log = LoggerFactory.getLogger(Sealer.class);
    private static final long LOCK = 0x5265646f75627433L;
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final String LAST =
            "select coalesce(s.position, 0), encode(s.hash, 'hex'), coalesce(c.position, 0), c.at, exists ("
                    + "select from event e where e.position > coalesce(c.position, 0) and e.position <= s.position"
                    + " and e.type <> '" + AuditCheckpoint.NAME + "')"
                    + " from (select 1) one"
                    + " left join lateral (select * from audit_seal order by position desc limit 1) s on true"
                    + " left join lateral (select * from audit_checkpoint order by position desc limit 1) c on true";

    private static final String NEXT = "select " + Rows.EVENT
            + " from log_page(null, null, null, null, $1, 9223372036854775807, $2, false) e order by e.position";

    private static final String SEAL = "insert into audit_seal (position, hash)"
            + " select n.position, decode(n.hash, 'hex') from unnest($1::bigint[], $2::text[]) as n(position, hash)";

    private static final String SIGN = " insert into audit_checkpoint (position, hash, at, key_id, signature)"
            + " values ($3, decode($4, 'hex'), $5, $6, $7)";

    private final SigningKey key;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Consumer<Checkpoint> signed;
    private final Alone alone;
    private volatile long sealed;

    /**
     * A sealer that is not started yet.
     *
     * @param sessions opens connections that this sealer keeps for itself
     * @param scheduler on which hashes are computed
     * @param signed is told of each checkpoint, once it is kept
     */
    public Sealer(
            ConnectionFactory sessions, SigningKey key, Scheduler scheduler, Clock clock, Consumer<Checkpoint> signed) {
        this.signed = signed;
        this.alone = new Alone("Sealing the log", LOCK, sessions, PAUSE, new Sealing());
        this.key = key;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        alone.start();
    }

    /** Ends; completes when the connection is closed, and with it the lock is free. */
    public Mono<Void> stop() {
        return alone.stop();
    }

    /** The last position that is known here to be sealed; 0 for none. */
    public long sealed() {
        return sealed;
    }

    /** What the one node does, and what others learn meanwhile of how far it has come. */
    private final class Sealing implements Alone.Work {

        @Override
        public Mono<?> elsewhere(Connection connection) {
            return last(connection);
        }

        @Override
        public Mono<Alone.Turn> begin(Connection connection) {
            return publish(connection).then(Mono.defer(() -> last(connection))).map(last -> {
                log.info("This node seals the log, from position {} on", last.sealed());
                return new Round(connection, last);
            });
        }
    }

    private Mono<Void> publish(Connection connection) {
        return run(connection
                .createStatement("insert into audit_key (id, public_key) values ($1, $2) on conflict do nothing")
                .bind("$1", key.published().keyId())
                .bind("$2", key.published().publicKey()));
    }

    private Mono<Last> last(Connection connection) {
        return one(
                        connection.createStatement(LAST),
                        row -> new Last(
                                Rows.number(row, 0),
                                Objects.requireNonNullElse(row.get(1, String.class), Chain.GENESIS),
                                Rows.number(row, 2),
                                Objects.requireNonNullElse(row.get(3, Instant.class), Instant.EPOCH),
                                Objects.requireNonNull(row.get(4, Boolean.class))))
                .doOnNext(last -> sealed = last.sealed());
    }

    private static <T> Mono<T> one(Statement statement, Function<Readable, T> read) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(read))
                .single();
    }

    private static Mono<Void> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).then();
    }

    /** Seals one batch after the other on one connection; one thread at a time. */
    private final class Round implements Alone.Turn {

        private final Connection connection;
        private Last last;

        Round(Connection connection, Last last) {
            this.connection = connection;
            this.last = last;
        }

        @Override
        public Mono<Boolean> next() {
            int room = (int) Math.min(BATCH, last.room());
            return Flux.from(connection
                            .createStatement(NEXT)
                            .bind("$1", last.sealed())
                            .bind("$2", room)
                            .execute())
                    .concatMap(result -> result.map((Readable row) -> Objects.requireNonNull(Rows.event(row, 0))))
                    .collectList()
                    .publishOn(scheduler)
                    .flatMap(events -> seal(events).thenReturn(events.size() == room));
        }

        private Mono<Void> seal(List<Stored> events) {
            Batch batch = Batch.of(last, events, key, clock.instant());
            if (batch.isEmpty()) {
                return Mono.empty();
            }
            return run(batch.statement(connection, SEAL, SIGN)).doOnSuccess(_ -> {
                last = batch.last();
                sealed = last.sealed();
                if (batch.checkpoint() != null) {
                    signed.accept(batch.checkpoint());
                }
            });
        }
    }
}
