package redoubt.query.projection;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import redoubt.model.Event;
import redoubt.query.log.EventLog;
import redoubt.query.projection.Parking.Parked;
import redoubt.query.table.Table;

/**
 * Writes bursts of events into tables. If one cannot be written because of what an event holds, it is halved until that
 * event stands alone, and it is parked. What fails for any other reason is tried again for as long as it takes; nothing is
 * ever passed over. Not safe for several threads.
 */
final class RowWriter {

    private static final Logger log = LoggerFactory.getLogger(RowWriter.class);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(5);

    /** Classes of SQL states that speak of the data: wrong values, violated constraints, and too much for an index. */
    private static final Set<String> OF_THE_DATA = Set.of("22", "23", "54");

    private final Supplier<Map<String, Table<?>>> tables;
    private final String schema;
    private final Parking parking;
    private final BiFunction<Batch, Long, Mono<Void>> write;

    /**
     * A writer into the tables of a schema.
     *
     * @param tables those that are to be written, by noun; what happens to others is passed over
     * @param write writes a batch, and is told the last position in it
     */
    RowWriter(
            Supplier<Map<String, Table<?>>> tables,
            String schema,
            Parking parking,
            BiFunction<Batch, Long, Mono<Void>> write) {
        this.tables = tables;
        this.schema = schema;
        this.parking = parking;
        this.write = write;
    }

    /** Writes a burst: at once, or in several parts one after the other. */
    Mono<Void> write(List<Event<?>> burst) {
        return Mono.defer(() -> part(burst, null)).onErrorResume(RowWriter::ofTheData, failure -> {
            if (burst.size() > 1) {
                int middle = burst.size() / 2;
                return write(burst.subList(0, middle))
                        .then(Mono.defer(() -> write(burst.subList(middle, burst.size()))));
            }
            return parking.full()
                    ? Mono.defer(() -> part(burst, null)).retryWhen(stubbornly(burst, _ -> true))
                    : part(burst, failure);
        });
    }

    /** Parks an event that nobody can read. */
    Mono<Void> park(EventLog.Unreadable event) {
        Table<?> table = tables.get().get(event.noun());
        List<Parked> parked = table == null
                ? List.of()
                : List.of(
                        new Parked(table.shape().ref(event.resource()), event.position(), event.name(), reason(event)));
        return write.apply(Batch.of(List.of(), parked, tables.get(), schema), event.position())
                .doOnSuccess(_ -> set(parked));
    }

    private Mono<Void> part(List<Event<?>> events, @Nullable Throwable failure) {
        List<Event<?>> free = new ArrayList<>();
        List<Parked> parked = new ArrayList<>();
        Map<String, Table<?>> written = tables.get();
        for (Event<?> event : events) {
            if (failure != null && written.containsKey(event.ref().noun())) {
                parked.add(Parked.of(event, reason(failure)));
            } else if (parking.holds(event.ref())
                    && written.containsKey(event.ref().noun())) {
                parked.add(Parked.of(event, null));
            } else {
                free.add(event);
            }
        }
        return Mono.defer(() -> write.apply(
                        batch(free, parked, written), events.getLast().position()))
                .retryWhen(stubbornly(events, cause -> !ofTheData(cause) && worthRepeating(cause)))
                .doOnSuccess(_ -> set(parked));
    }

    private Batch batch(List<Event<?>> free, List<Parked> parked, Map<String, Table<?>> written) {
        try {
            return Batch.of(free, parked, written, schema);
        } catch (RuntimeException impossible) {
            throw new Unwritable(impossible);
        }
    }

    private void set(List<Parked> parked) {
        for (Parked each : parked) {
            parking.add(each.ref());
            if (each.failure() != null) {
                log.error(
                        "The {} at position {} could not be written into its table and is parked: {}",
                        each.type(),
                        each.position(),
                        each.failure());
            }
        }
    }

    private static Retry stubbornly(List<Event<?>> events, Predicate<Throwable> which) {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(MOST_BACKOFF)
                .filter(which)
                .doBeforeRetry(signal -> {
                    if (signal.totalRetries() == 0) {
                        log.error(
                                "The events {} to {} could not be projected; they are tried again until they can",
                                events.getFirst().position(),
                                events.getLast().position(),
                                signal.failure());
                    }
                });
    }

    /** Whether what failed would fail for every table and every time, because of what an event holds. */
    static boolean ofTheData(Throwable failure) {
        if (failure instanceof R2dbcException told) {
            String state = told.getSqlState();
            return state != null && state.length() == 5 && OF_THE_DATA.contains(state.substring(0, 2));
        }
        return failure instanceof Unwritable || failure instanceof EventLog.Unreadable;
    }

    /** What the server refused may be repeated on this connection; a connection that is gone takes the lock with it. */
    private static boolean worthRepeating(Throwable failure) {
        if (!(failure instanceof R2dbcException told)) {
            return true;
        }
        String state = told.getSqlState();
        return state != null && !state.startsWith("08") && !state.startsWith("57P");
    }

    /** In words, for those who will look into it. */
    static String reason(Throwable failure) {
        Throwable cause = failure instanceof Unwritable && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof R2dbcException told
                ? told.getSqlState() + ": " + told.getMessage()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** No row can be made of an event. */
    private static final class Unwritable extends RuntimeException {

        Unwritable(RuntimeException cause) {
            super(cause);
        }
    }
}
