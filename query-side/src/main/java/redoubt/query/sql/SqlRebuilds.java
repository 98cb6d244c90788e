package redoubt.query.sql;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.query.projection.Projector;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuild;
import redoubt.query.rebuild.Rebuilds;
import redoubt.query.rebuild.State;
import redoubt.query.rebuild.Wanted;

/** Rebuilds as the database has them. */
public final class SqlRebuilds implements Rebuilds {

    private static final int AT_A_TIME = 2;
    private static final int KEPT = 50;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int LOOKS = 60;
    private static final String COLUMNS =
            "id, noun, state, reason, verify, swap, batch, pace, requested_by, reached, goal,"
                    + " rate, eta, requested_at, started_at, finished_at, generation_old, checksum_old, generation_new,"
                    + " checksum_new, drift::text as drift, error::text as error";
    private static final String SEEN = """
        select f.noun, f.generation, coalesce(f.paused, p.position), coalesce((p.epochs ->> f.noun)::bigint, 0),
            (select count(distinct resource) from read.parked_event e
                where e.noun = f.noun and e.failure is not null and not e.dropped),
            e.position, e.type, e.failure,
            f.paused is not null and f.pause_wanted is distinct from 'resume', b.*
        from read.table_file f
        join read.mark p on p.name = 'read'
        left join lateral (select position, type, failure from read.parked_event e
            where e.noun = f.noun and e.failure is not null and not e.dropped
            order by position limit 1) e on true
        left join lateral (select %s from read.rebuild b
            where b.noun = f.noun and b.state in %s) b on true
        order by f.noun\
        """.formatted(COLUMNS, State.OPEN);
    private static final int BEFORE_REBUILD = 9;

    private final Housekeeping house;

    /** Asks through {@code house}. */
    public SqlRebuilds(Housekeeping house) {
        this.house = house;
    }

    @Override
    public Flux<Projection> projections() {
        return house.rows(Clause.of(SEEN), SqlRebuilds::projection);
    }

    @Override
    public Mono<Rebuild> begin(String noun, Wanted wanted) {
        return begin(
                        List.of(noun),
                        wanted,
                        false,
                        "(select count(*) from read.rebuild where state in " + State.OPEN + ") < " + AT_A_TIME
                                + " and not exists (select 1 from read.rebuild where alone and state in " + State.OPEN
                                + ")")
                .next()
                .flatMap(made -> forget(noun).thenReturn(made));
    }

    @Override
    public Mono<List<Rebuild>> beginAll(List<String> nouns, Wanted wanted) {
        return begin(nouns, wanted, true, "not exists (select 1 from read.rebuild where state in " + State.OPEN + ")")
                .collectList()
                .filter(made -> !made.isEmpty());
    }

    private Flux<Rebuild> begin(List<String> nouns, Wanted wanted, boolean alone, String condition) {
        Clause insert = Clause.of(
                        "with made as (insert into read.rebuild (id, noun, state, reason, verify, swap, alone, batch,"
                                + " pace, requested_by) select gen_random_uuid(), w.noun, 'queued', ?, ?, ?, ?, ?",
                        wanted.reason(),
                        wanted.verify(),
                        wanted.swap(),
                        alone,
                        wanted.batch())
                .then(wanted.pace() == null ? Clause.of(", null") : Clause.of(", ?", wanted.pace()))
                .then(wanted.by() == null ? Clause.of(", null") : Clause.of(", ?::uuid", wanted.by()))
                .then(
                        " from unnest(?::text[]) w(noun) where " + condition
                                + " on conflict do nothing returning *), told as (select pg_notify('" + Projector.WANTED
                                + "', 'rebuild') where exists (select 1 from made)) select " + COLUMNS
                                + " from made left join told on true order by requested_at",
                        (Object) nouns.toArray(String[]::new));
        return house.rows(insert, row -> read(row, 0));
    }

    private Mono<Void> forget(String noun) {
        return house.rows(
                        Clause.of(
                                "delete from read.rebuild where noun = ? and state not in " + State.OPEN
                                        + " and id not in (select id from read.rebuild where noun = ?"
                                        + " order by requested_at desc limit " + KEPT + ") returning 1",
                                noun,
                                noun),
                        _ -> true)
                .then();
    }

    @Override
    public Flux<Rebuild> of(String noun) {
        return house.rows(
                Clause.of(
                        "select " + COLUMNS + " from read.rebuild where noun = ? order by requested_at desc limit "
                                + KEPT,
                        noun),
                row -> read(row, 0));
    }

    @Override
    public Mono<Rebuild> find(String noun, String id) {
        return house.rows(
                        Clause.of("select " + COLUMNS + " from read.rebuild where noun = ? and id = ?::uuid", noun, id),
                        row -> read(row, 0))
                .next();
    }

    @Override
    public Mono<Void> pause(String noun, boolean paused) {
        Clause wish = Clause.of(
                "with told as (select pg_notify('" + Projector.WANTED + "', 'pause')) update read.table_file f set"
                        + " pause_wanted = ? from told where noun = ?"
                        + " and ((paused is null) = ? or pause_wanted is"
                        + " not null) returning 1",
                paused ? "pause" : "resume",
                noun,
                paused);
        Clause done = Clause.of(
                "select true from read.table_file where noun = ? and (paused is not null) = ? and pause_wanted is null",
                noun,
                paused);
        return house.rows(wish, _ -> true)
                .then(house.rows(done, _ -> true).next())
                .repeatWhenEmpty(LOOKS, again -> again.delayElements(LOOK))
                .onErrorResume(IllegalStateException.class, _ -> Mono.empty())
                .then();
    }

    @Override
    public Mono<Rebuild> cancel(String noun, String id) {
        return house.rows(
                        Clause.of(
                                "update read.rebuild set state = 'cancelled', finished_at = clock_timestamp(), eta ="
                                        + " null where noun = ? and id = ?::uuid and state in"
                                        + " " + State.OPEN + " returning "
                                        + COLUMNS,
                                noun,
                                id),
                        row -> read(row, 0))
                .next();
    }

    private static Projection projection(Readable row) {
        Long position = row.get(5, Long.class);
        return new Projection(
                known(row, 0, String.class),
                known(row, 1, Long.class),
                known(row, 2, Long.class),
                known(row, 3, Long.class),
                known(row, 4, Long.class),
                position == null
                        ? null
                        : new Projection.Failure(position, known(row, 6, String.class), known(row, 7, String.class)),
                known(row, 8, Boolean.class),
                row.get(BEFORE_REBUILD, UUID.class) == null ? null : read(row, BEFORE_REBUILD));
    }

    private static Rebuild read(Readable row, int first) {
        return new Rebuild(
                known(row, first, UUID.class).toString(),
                known(row, first + 1, String.class),
                State.of(known(row, first + 2, String.class)),
                wanted(row, first),
                known(row, first + 9, Long.class),
                known(row, first + 10, Long.class),
                row.get(first + 11, Double.class),
                row.get(first + 12, Integer.class),
                known(row, first + 13, Instant.class),
                row.get(first + 14, Instant.class),
                row.get(first + 15, Instant.class),
                new Rebuild.Generation(row.get(first + 16, Long.class), row.get(first + 17, String.class)),
                new Rebuild.Generation(row.get(first + 18, Long.class), row.get(first + 19, String.class)),
                row.get(first + 20, String.class),
                row.get(first + 21, String.class));
    }

    private static Wanted wanted(Readable row, int first) {
        UUID by = row.get(first + 8, UUID.class);
        return new Wanted(
                known(row, first + 3, String.class),
                known(row, first + 4, Boolean.class),
                known(row, first + 5, Boolean.class),
                known(row, first + 6, Integer.class),
                row.get(first + 7, Integer.class),
                by == null ? null : by.toString());
    }

    private static <T> T known(Readable row, int column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
