package redoubt.infra.audit;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.supervision.Alone;

/**
 * Reads the log into the table that auditors search, some moments behind it, so that neither commands nor the tables of
 * resources wait for that. A batch is one statement, position included: it is there as a whole or not at all. When the rules
 * by which the table is made have changed, it is emptied and filled again.
 */
public final class AuditReading {

    private static final Logger log = LoggerFactory.getLogger(AuditReading.class);
    private static final long LOCK = 0x5265646f75627441L;
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** To be changed with what is kept of an event. */
    private static final String RULES = "1";

    private static final String REACHED = "select position from read.audit_reading where made_by = '" + RULES + "'";

    private static final String ANEW = "with gone as (delete from read.audit_entry)"
            + " update read.audit_reading set position = 0, made_by = '" + RULES + "'";

    private static final String NEXT =
            "select e.position, e.id, e.type, e.version, e.at, e.payload::text, e.metadata::text from log_page(null,"
                    + " null, null, null, $1, 9223372036854775807, $2, false) e order by e.position";

    private static final String KEEP =
            "with kept as (insert into read.audit_entry (position, org, type, noun, resource, folder, actor_type,"
                + " actor, token, command, correlation, fields, before, schema, search) select n.position,"
                + " n.org::uuid, n.type, n.noun, n.resource, n.folder::uuid, n.actor_type, n.actor, n.token,"
                + " n.command, n.correlation, n.fields::text[], n.before::jsonb, n.schema, read.fold(n.search) from"
                + " unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],"
                + " $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::int[],"
                + " $15::text[]) as n(position, org, type, noun, resource, folder, actor_type, actor, token, command,"
                + " correlation, fields, before, schema, search)) update read.audit_reading set position = $16";

    private final Indexing indexing;
    private final LongSupplier head;
    private final AuditReached reached;
    private final Alone alone;

    /**
     * A reading that is not started yet.
     *
     * @param sessions opens connections that it keeps for itself
     * @param head the last position that this process has heard of
     * @param reached is told how far the reading has come
     */
    public AuditReading(ConnectionFactory sessions, Indexing indexing, LongSupplier head, AuditReached reached) {
        this.indexing = indexing;
        this.head = head;
        this.reached = reached;
        this.alone = new Alone("Reading the log for those who search it", LOCK, sessions, PAUSE, new Reading());
    }

    /** Begins, and goes on until it is stopped. */
    public void start() {
        alone.start();
    }

    /** Ends; completes when the connection is closed. */
    public Mono<Void> stop() {
        return alone.stop();
    }

    private final class Reading implements Alone.Work {

        @Override
        public Mono<?> elsewhere(Connection connection) {
            return position(connection).doOnNext(reached::is);
        }

        @Override
        public Mono<Alone.Turn> begin(Connection connection) {
            return position(connection)
                    .switchIfEmpty(Mono.defer(
                            () -> run(connection.createStatement(ANEW)).thenReturn(0L)))
                    .map(position -> {
                        log.info("This node reads the log for those who search it, from position {} on", position);
                        reached.is(position);
                        return new Round(connection, position);
                    });
        }

        private static Mono<Long> position(Connection connection) {
            return Flux.from(connection.createStatement(REACHED).execute())
                    .concatMap(result -> result.map((Readable row) -> Objects.requireNonNull(row.get(0, Long.class))))
                    .next();
        }
    }

    /** One batch after the other on one connection; one thread at a time. */
    private final class Round implements Alone.Turn {

        private final Connection connection;
        private long position;

        Round(Connection connection, long position) {
            this.connection = connection;
            this.position = position;
        }

        @Override
        public Mono<Boolean> next() {
            if (head.getAsLong() <= position) {
                return Mono.just(false);
            }
            return Flux.from(connection
                            .createStatement(NEXT)
                            .bind("$1", position)
                            .bind("$2", BATCH)
                            .execute())
                    .concatMap(result -> result.map(AuditReading::event))
                    .collectList()
                    .flatMap(events -> events.isEmpty()
                            ? Mono.just(false)
                            : indexing.of(events)
                                    .flatMap(rows -> keep(rows, events.getLast().position()))
                                    .thenReturn(events.size() == BATCH));
        }

        private Mono<Void> keep(List<Row> rows, long last) {
            return run(Row.bind(connection.createStatement(KEEP), rows).bind("$16", last))
                    .doOnSuccess(_ -> {
                        position = last;
                        reached.is(last);
                    });
        }
    }

    private static RawEvent event(Readable row) {
        return new RawEvent(
                Objects.requireNonNull(row.get(0, Long.class)),
                text(row, 1),
                text(row, 2),
                Integer.parseInt(text(row, 3)),
                Objects.requireNonNull(row.get(4, Instant.class)),
                text(row, 5),
                text(row, 6));
    }

    private static String text(Readable row, int at) {
        return Objects.requireNonNull(row.get(at, String.class));
    }

    private static Mono<Void> run(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated).then();
    }
}
