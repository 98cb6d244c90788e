package redoubt.query.sql;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.query.Window;
import redoubt.query.parking.ParkedEvent;
import redoubt.query.parking.ParkedEvents;
import redoubt.query.projection.Projector;

/** Parked events as the database has them. */
public final class SqlParkedEvents implements ParkedEvents {

    private static final String COLUMNS =
            "select noun, resource, position, type, dropped, failure, attempts, parked_at,"
                    + " tried_at from read.parked_event";

    private final Housekeeping house;

    /** Asks through {@code house}. */
    public SqlParkedEvents(Housekeeping house) {
        this.house = house;
    }

    @Override
    public Mono<Part> list(String noun, Window window) {
        Clause rows = Clause.of(
                COLUMNS + " where noun = ? order by position limit ? offset ?", noun, window.limit(), window.offset());
        Clause count = Clause.of("select count(*) from read.parked_event where noun = ?", noun);
        return Mono.zip(
                        house.rows(count, row -> Objects.requireNonNull(row.get(0, Long.class)))
                                .single(),
                        house.rows(rows, SqlParkedEvents::read).collectList())
                .map(both -> new Part(both.getT1(), both.getT2()));
    }

    @Override
    public Mono<List<ParkedEvent>> of(String noun, String resource) {
        return house.rows(
                        Clause.of(COLUMNS + " where noun = ? and resource = ? order by position", noun, resource),
                        SqlParkedEvents::read)
                .collectList();
    }

    @Override
    public Mono<Boolean> wish(String noun, String resource, Wish wish) {
        Clause update = Clause.of(
                "with wished as (update read.parked_event set wanted = ? where noun = ? and resource = ?"
                        + " and not dropped returning 1)"
                        + " select count(*), pg_notify('" + Projector.WANTED + "', ?) from wished",
                wish.name().toLowerCase(Locale.ROOT),
                noun,
                resource,
                noun);
        return house.rows(update, row -> Objects.requireNonNull(row.get(0, Long.class)) > 0)
                .single();
    }

    private static ParkedEvent read(Readable row) {
        String failure = row.get(5, String.class);
        boolean dropped = Objects.requireNonNull(row.get(4, Boolean.class));
        return new ParkedEvent(
                text(row, 0),
                text(row, 1),
                Objects.requireNonNull(row.get(2, Long.class)),
                text(row, 3),
                dropped
                        ? ParkedEvent.State.DROPPED
                        : failure == null ? ParkedEvent.State.WAITING : ParkedEvent.State.FAILED,
                failure,
                Objects.requireNonNull(row.get(6, Integer.class)),
                Objects.requireNonNull(row.get(7, Instant.class)),
                row.get(8, Instant.class));
    }

    private static String text(Readable row, int index) {
        return Objects.requireNonNull(row.get(index, String.class));
    }
}
