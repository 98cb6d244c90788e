package redoubt.infra.chain;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.infra.chain.Rows.Stored;
import redoubt.infra.postgres.Sql;
import redoubt.model.wire.Moments;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.Entry;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.SealedLog;

/** The sealed log as it is in the database, read page by page. Entries are made on a scheduler, not by the driver. */
public final class StoredSeals implements SealedLog {

    private static final int PAGE = 500;

    // Positions have no gaps, so the hash before an event stands at the position before it, or something is missing.
    // Each event is one probe, written so that it cannot become a scan of the whole log.
    private static final String ENTRIES = "select s.position, encode(s.hash, 'hex'), encode(p.hash, 'hex'),"
            + " encode(c.hash, 'hex'), c.at, c.key_id, c.signature, " + Rows.EVENT
            + " from (select position, hash from audit_seal where position > $1 and position <= $2"
            + " order by position limit " + PAGE + ") s"
            + " left join lateral (select hash from audit_seal where position = s.position - 1 limit 1) p on true"
            + " left join lateral (select * from audit_checkpoint where position = s.position limit 1) c on true"
            + " left join lateral (select * from event where position = s.position limit 1) e on true"
            + " order by s.position";

    private static final String HEAD = "select log_head(), s.position, encode(s.hash, 'hex'), e.at"
            + " from (select 1) one"
            + " left join lateral (select * from audit_seal order by position desc limit 1) s on true"
            + " left join lateral (select at from event where position = s.position limit 1) e on true";

    private static final String CHECKPOINT =
            "select position, encode(hash, 'hex'), at, key_id, signature from audit_checkpoint";

    private final Sql sql;
    private final Scheduler scheduler;

    /**
     * Reads through a pool.
     *
     * @param scheduler on which entries are emitted; whoever reads them may take their time there
     */
    public StoredSeals(ConnectionFactory pool, Scheduler scheduler) {
        this.sql = new Sql(pool);
        this.scheduler = scheduler;
    }

    private record Found(
            long position,
            String hash,
            @Nullable String previous,
            @Nullable Checkpoint checkpoint,
            @Nullable Stored event) {

        Entry entry() {
            String before = position == 1 ? Chain.GENESIS : previous;
            if (event == null) {
                return Entry.unreadable(position, before, hash);
            }
            try {
                return event.entry(before, hash, checkpoint);
            } catch (IllegalArgumentException _) {
                return Entry.unreadable(position, before, hash);
            }
        }
    }

    @Override
    public Mono<Head> head() {
        return sql.ask(HEAD, statement -> statement, row -> {
                    Long sealed = row.get(1, Long.class);
                    return new Head(
                            Rows.number(row, 0),
                            sealed == null ? 0 : sealed,
                            Objects.requireNonNullElse(row.get(2, String.class), Chain.GENESIS),
                            row.get(3, Instant.class));
                })
                .single();
    }

    @Override
    public Flux<Entry> entries(long after, long until) {
        return Flux.defer(() -> {
            AtomicLong from = new AtomicLong(after);
            AtomicBoolean done = new AtomicBoolean();
            return Mono.defer(() -> page(from.get(), until))
                    .doOnNext(page -> {
                        if (page.size() < PAGE) {
                            done.set(true);
                        } else {
                            from.set(page.getLast().position());
                        }
                    })
                    .repeat(() -> !done.get())
                    .publishOn(scheduler, 1)
                    .concatMapIterable(page -> page, 1)
                    .map(Found::entry);
        });
    }

    private Mono<List<Found>> page(long after, long until) {
        return sql.ask(ENTRIES, statement -> statement.bind("$1", after).bind("$2", until), StoredSeals::found)
                .collectList();
    }

    private static Found found(Readable row) {
        String signed = row.get(3, String.class);
        long position = Rows.number(row, 0);
        Checkpoint checkpoint = signed == null
                ? null
                : new Checkpoint(position, signed, moment(row, 4), Rows.text(row, 5), Rows.text(row, 6));
        return new Found(position, Rows.text(row, 1), row.get(2, String.class), checkpoint, Rows.event(row, 7));
    }

    @Override
    public Mono<String> hash(long position) {
        return sql.ask(
                        "select encode(hash, 'hex') from audit_seal where position = $1",
                        statement -> statement.bind("$1", position),
                        row -> Rows.text(row, 0))
                .next();
    }

    @Override
    public Flux<Checkpoint> unsealed() {
        return sql.ask(
                CHECKPOINT + " where position > (select coalesce(max(position), 0) from audit_seal) order by position",
                statement -> statement,
                StoredSeals::checkpoint);
    }

    @Override
    public Mono<List<Checkpoint>> checkpoints(long offset, int limit) {
        return sql.ask(
                        CHECKPOINT + " order by position desc offset $1 limit $2",
                        statement -> statement.bind("$1", offset).bind("$2", limit),
                        StoredSeals::checkpoint)
                .collectList();
    }

    @Override
    public Mono<Long> checkpointCount() {
        return sql.ask("select count(*) from audit_checkpoint", statement -> statement, row -> Rows.number(row, 0))
                .single();
    }

    @Override
    public Mono<List<Published>> keys() {
        return sql.ask(
                        "select id, public_key from audit_key order by published_at, id",
                        statement -> statement,
                        row -> new Published(Rows.text(row, 0), Rows.text(row, 1)))
                .collectList();
    }

    private static Checkpoint checkpoint(Readable row) {
        return new Checkpoint(
                Rows.number(row, 0), Rows.text(row, 1), moment(row, 2), Rows.text(row, 3), Rows.text(row, 4));
    }

    private static String moment(Readable row, int at) {
        return Moments.print(Objects.requireNonNull(row.get(at, Instant.class)));
    }
}
