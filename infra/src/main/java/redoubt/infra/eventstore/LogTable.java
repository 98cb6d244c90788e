package redoubt.infra.eventstore;

import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the log. Every question is one statement on a pooled connection that is given back before the answer is passed
 * on, so that a slow reader never holds one.
 */
final class LogTable {

    // JSON travels as text: the binary form of jsonb is the driver's own affair.
    private static final String PAGE = "select position, id, type, version, at, tags, payload::text, metadata::text"
            + " from log_page($1, $2, $3, $4, $5, $6, $7, $8)";

    private static final String CUT =
            "select e.position, e.id, e.type, e.version, e.at, e.tags, e.payload::text, e.metadata::text,"
                    + " h.head, null::bigint from log_head() as h(head)"
                    + " left join lateral log_page($1, $2, $3, $4, $5, h.head, $6, false) as e on true";

    // The snapshot comes as a row of its own, before the events after it.
    private static final String CUT_FROM_SNAPSHOT = "with base as materialized"
            + " (select * from latest_snapshot($7, $8, $9, $10))"
            + " select e.position, e.id, e.type, e.version, e.at, e.tags, e.payload::text, e.metadata::text,"
            + " h.head, e.events from log_head() as h(head) left join lateral ("
            + "select position, null as id, null as type, null as version, null as at, null as tags, state as payload,"
            + " null as metadata, events from base union all"
            + " select position, id, type, version, at, tags, payload, metadata, null from log_page("
            + "$1, $2, $3, $4, coalesce((select position from base), $5), least(h.head, $9), $6, false)"
            + ") as e on true order by e.position";

    private final Lender lender;
    private final EventFormat format;

    LogTable(Lender lender, EventFormat format) {
        this.lender = lender;
        this.format = format;
    }

    /**
     * A stream and the head of the log, as of one moment.
     *
     * @param base the snapshot that the stream begins with; null if it begins with its first event
     */
    record Cut(long head, @Nullable StoredSnapshot base, List<Arrival> events) {}

    /** Greatest visible position, 0 for an empty log. */
    Mono<Long> head() {
        return one("select log_head()", statement -> statement, row -> Objects.requireNonNull(row.get(0, Long.class)));
    }

    /** Greatest position recorded at or before an instant, 0 if there is none. */
    Mono<Long> positionAt(Instant at) {
        return one(
                "select position_at($1)",
                statement -> statement.bind(0, at),
                row -> Objects.requireNonNull(row.get(0, Long.class)));
    }

    /** Greatest position after another one of each value of a metadata entry. */
    Flux<LastOfEntry> lastByEntry(String entry, long after) {
        return many(
                "select value, position from last_by_entry($1, $2)",
                statement -> statement.bind(0, entry).bind(1, after),
                row -> new LastOfEntry(row.get(0, String.class), Objects.requireNonNull(row.get(1, Long.class))));
    }

    /** Up to a page of the selected events in {@code (after, until]}, in order, or from the end. */
    Mono<List<Arrival>> page(Criteria.Selection selection, long after, long until, int size, boolean backwards) {
        return many(
                        PAGE,
                        statement -> select(statement, selection)
                                .bind(4, after)
                                .bind(5, until)
                                .bind(6, size)
                                .bind(7, backwards),
                        Line::of)
                .collectList()
                .flatMap(this::arrivals);
    }

    /** The first selected events after a position together with the head of the log. */
    Mono<Cut> cut(Criteria.Selection selection, long after, int size) {
        return many(
                        CUT,
                        statement -> select(statement, selection).bind(4, after).bind(5, size),
                        Line::ofCut)
                .collectList()
                .flatMap(lines -> cut(lines, null, ""));
    }

    /**
     * The latest snapshot of a stream that stands for no event after a position and for fewer than so many, the first
     * events from it to that position, and the head of the log.
     */
    Mono<Cut> cut(Criteria.Selection selection, Tag stream, String fingerprint, long until, long fewer, int size) {
        return many(
                        CUT_FROM_SNAPSHOT,
                        statement -> select(statement, selection)
                                .bind(4, 0L)
                                .bind(5, size)
                                .bind(6, Texts.of(stream))
                                .bind(7, fingerprint)
                                .bind(8, until)
                                .bind(9, fewer),
                        Line::ofCut)
                .collectList()
                .flatMap(lines -> cut(lines, stream, fingerprint));
    }

    /** Each row of a cut is a snapshot, an event, or neither; the head is in all of them. */
    private Mono<Cut> cut(List<Line> lines, @Nullable Tag stream, String fingerprint) {
        Line first = lines.getFirst();
        boolean based = stream != null && first.folded() != null;
        StoredSnapshot base = based
                ? new StoredSnapshot(
                        Objects.requireNonNull(stream),
                        fingerprint,
                        Objects.requireNonNull(first.folded()),
                        first.position(),
                        first.json())
                : null;
        List<Line> events = lines.subList(based || first.position() == 0 ? 1 : 0, lines.size());
        return arrivals(events).map(arrivals -> new Cut(first.head(), base, arrivals));
    }

    /** One answer of one row, or none. */
    <T> Mono<T> one(String sql, Function<Statement, Statement> bind, Function<Row, T> read) {
        return many(sql, bind, read).singleOrEmpty();
    }

    /** How many rows a statement changed. */
    Mono<Long> change(String sql, Function<Statement, Statement> bind) {
        return lender.lend(connection -> Flux.from(
                                bind.apply(connection.createStatement(sql)).execute())
                        .flatMap(result -> result.getRowsUpdated()))
                .map(changed -> changed.stream().mapToLong(Long::longValue).sum())
                .onErrorMap(Faults::ofReading);
    }

    private <T> Flux<T> many(String sql, Function<Statement, Statement> bind, Function<Row, T> read) {
        return lender.lend(connection -> Flux.from(
                                bind.apply(connection.createStatement(sql)).execute())
                        .flatMap(result -> result.map((row, _) -> read.apply(row))))
                .onErrorMap(Faults::ofReading)
                .flatMapIterable(rows -> rows);
    }

    private static Statement select(Statement statement, Criteria.Selection selection) {
        bind(statement, 0, selection.tags());
        bind(statement, 1, selection.more());
        bind(statement, 2, selection.types());
        bind(statement, 3, selection.untagged());
        return statement;
    }

    private static void bind(Statement statement, int index, @Nullable String @Nullable [] texts) {
        if (texts == null) {
            statement.bindNull(index, String[].class);
        } else {
            statement.bind(index, texts);
        }
    }

    private Mono<List<Arrival>> arrivals(List<Line> lines) {
        return format.beforeReading(lines)
                .then(Mono.fromSupplier(() -> lines.stream().map(this::arrival).toList()));
    }

    private Arrival arrival(Line line) {
        var type = new MessageType(line.type(), line.version());
        var tags = new LinkedHashSet<Tag>();
        for (var tag : line.tags()) {
            tags.add(Texts.tag(tag));
        }
        try {
            var payload = format.read(line.type(), line.version(), line.json());
            var message =
                    new GenericEventMessage(line.id(), type, payload, MetadataJson.read(line.metadata()), line.at());
            return Arrival.of(
                    new Logged(line.position(), message, tags),
                    line.json().length() + line.metadata().length());
        } catch (RuntimeException cause) {
            return new Arrival(
                    line.position(),
                    type.qualifiedName(),
                    tags,
                    0,
                    null,
                    new UnreadableEvent(line.position(), type, tags, cause));
        }
    }
}
