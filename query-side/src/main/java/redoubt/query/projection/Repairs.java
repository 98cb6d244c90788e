package redoubt.query.projection;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.model.Unfolding;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.table.Table;

/**
 * Does what people want done with parked events, between two batches: makes the row of a resource anew from all that
 * happened to it, without what was dropped. Only for the one who writes the tables.
 */
final class Repairs {

    private static final Logger log = LoggerFactory.getLogger(Repairs.class);
    private static final String OF_THE_RESOURCE = " where noun = $1 and resource = $2 and not dropped";

    private final Session session;
    private final EventLog events;
    private final Map<String, Table<?>> tables;
    private final Parking parking;
    private final Pauses pauses;

    Repairs(Session session, EventLog events, Map<String, Table<?>> tables, Parking parking, Pauses pauses) {
        this.session = session;
        this.events = events;
        this.tables = tables;
        this.parking = parking;
        this.pauses = pauses;
    }

    /** Does all that is wanted, one after the other, and tells how far the tables are then. */
    Mono<Mark> run(Mark mark) {
        return session.ask(
                        "select distinct noun, resource, wanted from read.parked_event where wanted is not null",
                        row -> new Wish(text(row, 0), text(row, 1), text(row, 2)))
                .collectList()
                .flatMap(wishes -> Flux.fromIterable(wishes)
                        // A row that is made anew in a table that stands still would be ahead of the others in it.
                        .filter(wish -> pauses.goes(wish.noun()))
                        .reduce(Mono.just(mark), (before, wish) -> before.flatMap(reached -> fulfil(wish, reached)))
                        .flatMap(all -> all));
    }

    private Mono<Mark> fulfil(Wish wish, Mark mark) {
        Table<?> table = Objects.requireNonNull(tables.get(wish.noun()));
        Ref<?> ref = table.shape().ref(wish.resource());
        Mono<Void> dropped = wish.wanted().equals("drop")
                ? change(
                        ref,
                        "update read.parked_event set dropped = true, wanted = null" + OF_THE_RESOURCE
                                + " and failure is not null")
                : Mono.empty();
        return dropped.then(Mono.defer(() -> history(ref, mark.position())))
                .flatMap(history -> write(table, ref, history, mark.repaired()))
                .doOnSuccess(_ -> {
                    parking.remove(ref);
                    log.info("The {} {} was parked and has its row again", ref.noun(), ref.id());
                })
                .onErrorResume(
                        RowWriter::ofTheData, failure -> failed(ref, failure).thenReturn(mark));
    }

    /** All that happened to the resource, but what was dropped, which is not even read. */
    private Mono<List<Event<?>>> history(Ref<?> ref, long until) {
        return session.ask(
                        session.connection()
                                .createStatement("select position from read.parked_event"
                                        + " where noun = $1 and resource = $2 and dropped order by position")
                                .bind("$1", ref.noun())
                                .bind("$2", ref.id()),
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .collectList()
                .flatMapMany(dropped -> Flux.fromIterable(between(dropped, until)))
                .concatMap(
                        part -> events.read(Reading.of(ref).after(part.after()).until(part.until())))
                .<Event<?>>concatMapIterable(
                        event -> Unfolding.about(ref, event).stream().toList())
                .collectList();
    }

    private static List<Part> between(List<Long> dropped, long until) {
        List<Part> parts = new ArrayList<>();
        long after = 0;
        for (long position : dropped) {
            parts.add(new Part(after, position - 1));
            after = position;
        }
        parts.add(new Part(after, until));
        return parts;
    }

    private Mono<Mark> write(Table<?> table, Ref<?> ref, List<Event<?>> history, Mark repaired) {
        return Mono.defer(() -> {
            Batch batch = Batch.of(history, List.of(), tables, Table.SCHEMA);
            Mono<Void> row =
                    batch.isEmpty() ? Mono.empty() : Mono.defer(() -> session.run(batch.rows(session.connection())));
            return session.together(session.run("delete from " + table.name() + " where id = '" + ref.id() + "'::uuid")
                            .then(row)
                            .then(change(ref, "delete from read.parked_event" + OF_THE_RESOURCE))
                            .then(repaired.record(session)))
                    .thenReturn(repaired);
        });
    }

    private Mono<Void> failed(Ref<?> ref, Throwable failure) {
        return change(
                ref,
                "update read.parked_event set wanted = null, tried_at = clock_timestamp(), attempts = attempts + 1,"
                        + " failure = $3" + OF_THE_RESOURCE
                        + " and position = (select min(position) from read.parked_event" + OF_THE_RESOURCE + ")",
                statement -> statement.bind("$3", RowWriter.reason(failure)));
    }

    private Mono<Void> change(Ref<?> ref, String sql) {
        return change(ref, sql, statement -> statement);
    }

    private Mono<Void> change(Ref<?> ref, String sql, UnaryOperator<Statement> more) {
        return Mono.defer(() -> session.run(more.apply(
                session.connection().createStatement(sql).bind("$1", ref.noun()).bind("$2", ref.id()))));
    }

    private static String text(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    /** What somebody wants done with what is parked of a resource: {@code retry} or {@code drop}. */
    private record Wish(String noun, String resource, String wanted) {}

    /** A part of the log. */
    private record Part(long after, long until) {}
}
