package redoubt.query.projection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.table.Table;

/**
 * The tables that stand still because an operator wants it. What happens meanwhile is not lost: it is in the log, and a
 * table that goes on takes it from there, some of it at a time, so that the others do not wait. Only for the one who
 * writes the tables; done between two batches.
 */
final class Pauses {

    private static final Logger log = LoggerFactory.getLogger(Pauses.class);
    private static final int SLICE = 5_000;
    private static final int BURST = 500;

    private final Session session;
    private final EventLog events;
    private final Map<String, Table<?>> tables;
    private final Parking parking;
    private final Runnable again;
    private volatile Map<String, Table<?>> going;

    /** @param again asks for another turn soon */
    Pauses(Session session, EventLog events, Map<String, Table<?>> tables, Parking parking, Runnable again) {
        this.session = session;
        this.events = events;
        this.tables = tables;
        this.parking = parking;
        this.again = again;
        this.going = tables;
    }

    /** The tables that are written, by the nouns of their resources. */
    Map<String, Table<?>> going() {
        return going;
    }

    /** Whether a table is written. */
    boolean goes(String noun) {
        return going.containsKey(noun);
    }

    /** Finds out which tables stand still, and does what is wanted; tells how far the tables are then. */
    Mono<Mark> run(Mark mark) {
        return standings()
                .flatMap(all -> all.stream().allMatch(each -> each.wanted() == null)
                        ? settled(all, all, mark)
                        : Flux.fromIterable(all)
                                .filter(each -> each.wanted() != null && tables.containsKey(each.noun()))
                                .concatMap(each -> fulfil(each, mark))
                                .then(Mono.defer(this::standings))
                                .flatMap(now -> settled(now, all, mark)));
    }

    private Mono<Mark> settled(List<Standing> now, List<Standing> before, Mark mark) {
        Map<String, Long> paused = new HashMap<>();
        now.forEach(each -> {
            if (each.paused() != null) {
                paused.put(each.noun(), each.paused());
            }
        });
        going = going(paused.keySet());
        Mark next = mark.paused(paused);
        if (next.equals(mark) && now.equals(before)) {
            return Mono.just(mark);
        }
        Mark repaired = next.repaired();
        return repaired.record(session).thenReturn(repaired);
    }

    private Map<String, Table<?>> going(Set<String> paused) {
        if (paused.isEmpty()) {
            return tables;
        }
        Map<String, Table<?>> going = new TreeMap<>(tables);
        going.keySet().removeAll(paused);
        return going;
    }

    private Mono<List<Standing>> standings() {
        return session.ask(
                        "select noun, paused, pause_wanted from read.table_file"
                                + " where paused is not null or pause_wanted is not null",
                        row -> new Standing(
                                Objects.requireNonNull(row.get(0, String.class)),
                                row.get(1, Long.class),
                                row.get(2, String.class)))
                .collectList();
    }

    private Mono<Void> fulfil(Standing standing, Mark mark) {
        Long paused = standing.paused();
        if ("pause".equals(standing.wanted())) {
            log.info("The table of {} is paused", standing.noun());
            return update(standing.noun(), paused == null ? mark.position() : paused, null);
        }
        return paused == null ? update(standing.noun(), null, null) : resume(standing.noun(), paused, mark.position());
    }

    /** Takes some of what the table missed; it goes on by itself once that was the rest. */
    private Mono<Void> resume(String noun, long after, long until) {
        Table<?> table = Objects.requireNonNull(tables.get(noun));
        AtomicLong reached = new AtomicLong(after);
        RowWriter writer =
                new RowWriter(() -> Map.of(noun, table), Table.SCHEMA, parking, (batch, last) -> session.together(
                                rows(batch).then(update(noun, last, "resume")))
                        .doOnSuccess(_ -> reached.set(last)));
        return take(table, writer, reached, until)
                .flatMap(more -> more ? soon() : goOn(noun, until))
                .onErrorResume(EventLog.Unreadable.class, event -> take(table, writer, reached, event.position() - 1)
                        .flatMap(more -> more ? soon() : writer.park(event).then(soon())))
                .onErrorResume(RowWriter::ofTheData, failure -> {
                    log.error(
                            "The table of {} stays paused: {} cannot be written into it",
                            noun,
                            RowWriter.reason(failure));
                    return update(noun, reached.get(), null);
                });
    }

    private Mono<Void> rows(Batch batch) {
        return batch.isEmpty() ? Mono.empty() : Mono.defer(() -> session.run(batch.rows(session.connection())));
    }

    private Mono<Void> soon() {
        return Mono.fromRunnable(again);
    }

    private Mono<Void> goOn(String noun, long from) {
        log.info("The table of {} goes on from position {}", noun, from);
        return update(noun, null, null);
    }

    /** Writes what comes next, as far as a position; tells whether there may be more. */
    private Mono<Boolean> take(Table<?> table, RowWriter writer, AtomicLong reached, long until) {
        AtomicInteger taken = new AtomicInteger();
        return parking.dropped(session, table.shape().noun())
                .flatMapMany(dropped -> events.read(
                                Reading.of(table.shape().toldBy(), until).after(reached.get()))
                        .filter(event -> !dropped.contains(event.position())))
                .take(SLICE)
                .doOnNext(_ -> taken.incrementAndGet())
                .transform(read -> Bursts.of(read, BURST))
                .concatMapDelayError(writer::write, false, 1)
                .then(Mono.fromSupplier(() -> taken.get() == SLICE));
    }

    private Mono<Void> update(String noun, @Nullable Long paused, @Nullable String wanted) {
        // What is wanted meanwhile counts more than what was.
        String settled =
                wanted == null ? "null" : "case when pause_wanted = 'pause' then 'pause' else '" + wanted + "' end";
        return Mono.defer(() -> session.run("update read.table_file set paused = " + paused + ", pause_wanted = "
                + settled + " where noun = '" + noun + "'"));
    }

    /** What is known of a table that stands still, or is to, or is to go on. */
    private record Standing(
            String noun, @Nullable Long paused, @Nullable String wanted) {}
}
