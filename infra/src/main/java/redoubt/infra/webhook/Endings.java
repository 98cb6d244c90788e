package redoubt.infra.webhook;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.lang.reflect.Array;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * Notes what came of attempts, each by itself: what has ended and how, and what is tried again. An attempt that is no longer ours is
 * noted and changes nothing else.
 */
final class Endings {

    /**
     * What was sent is kept once for all who were sent the same; what has ended moves, together with its last attempt, and what is
     * tried again waits. Where all goes well that is noted once a second.
     *
     * <p>Of what left together nothing is changed: it is enough that there is an outcome, and nobody parts it while that is noted. The
     * row goes with the last. What is on its way by itself is looked up one by one, and changed where it was found. A join would be up
     * to what the database believes of a table that was empty when it was tidied and is full a moment later: it read all that was on
     * its way for each attempt.
     */
    private static final String NOTE = """
        with away as materialized (
            select f.* from unnest($20::uuid[]) as a(id) cross join lateral (
                select w.id, w.message, w.position, w.type, w.noun, w.resource from webhook_flight w where w.id = a.id for share) f
        ), n as materialized (
            select m.webhook, m.id, m.org, m.number, m.duration_ms, m.status, m.state, m.blocked, m.rest, m.ord,
                timestamptz 'epoch' + m.started_at * interval '1 microsecond' as started_at,
                decode(m.digest, 'hex') as digest, ($9::text[])[m.said] as error_kind,
                ($10::text[])[m.said]::json as headers, decode(($11::text[])[m.said], 'base64') as answer,
                ($12::text[])[m.said] as address, a.id as flight, m.flight is not null and a.id is null as parted,
                a.message, a.position, a.type, a.noun, a.resource
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::bigint[], $6::int[], $7::int[], $8::int[],
                $13::text[], $14::text[], $15::int[], $16::bigint[], $21::uuid[]) with ordinality
                as m(webhook, id, org, number, started_at, duration_ms, status, said, state, digest, blocked, rest, flight, ord)
            left join away a on a.id = m.flight
        ), kept as (
            %s
        ), ours as materialized (
            select d.place, n.webhook, n.id, n.number, n.status, n.state, n.digest, n.blocked, n.rest, n.ord, n.started_at,
                n.duration_ms, n.error_kind, n.headers, n.answer, n.address
            from n cross join lateral (select d.ctid as place from webhook_open d
                where n.flight is null and d.webhook = n.webhook and d.id = n.id and d.attempts = n.number and d.state = 'delivering'
                offset 0) d
        ), gone as (
            delete from webhook_open d using ours n
            where d.ctid = n.place and d.attempts = n.number and d.state = 'delivering' and n.state <> 'retrying'
            returning d.*, n.state as outcome, n.status as answered, n.digest as sent, n.ord,
                n.started_at, n.duration_ms, n.error_kind, n.headers, n.answer, n.address
        ), over as (
            select webhook, id, org, message, position, type, noun, resource, outcome, cause, replay, attempts, answered, sent,
                created_at, ord, started_at, duration_ms, error_kind, headers, answer, address
            from gone
            union all
            select webhook, id, org, message, position, type, noun, resource, state, 'event', null, number, status, digest,
                moment_of(id), ord, started_at, duration_ms, error_kind, headers, answer, address
            from n where flight is not null and state <> 'retrying'
        ), ended as (
            insert into webhook_delivery (%s, started_at, duration_ms, error_kind, headers, answer, address)
            select webhook, id, org, message, position, type, noun, resource, outcome, cause, replay, attempts,
                answered, sent, created_at, case when outcome = 'delivered' then clock_timestamp() end,
                started_at, duration_ms, error_kind, headers, answer, address
            from over
        ), waits as (
            insert into webhook_open (webhook, id, org, message, position, type, noun, resource, state, cause, attempts, tries,
                status, digest, blocked, next_at)
            select webhook, id, org, message, position, type, noun, resource, state, 'event', number, number,
                status, digest, blocked, clock_timestamp() + rest * interval '1 millisecond'
            from n where flight is not null and state = 'retrying'
        ), back as (
            delete from webhook_flight f using away a where f.id = a.id and a.id = any($22::uuid[])
        ), again as (
            update webhook_open d set state = 'retrying', status = n.status, digest = n.digest,
                blocked = d.blocked + n.blocked, next_at = clock_timestamp() + n.rest * interval '1 millisecond'
            from ours n
            where d.ctid = n.place and d.attempts = n.number and d.state = 'delivering' and n.state = 'retrying'
            returning d.webhook, d.id, d.org, d.cause, n.state as outcome, n.ord
        ), noted as (
            insert into webhook_attempt
                (delivery, org, number, started_at, duration_ms, status, error_kind, headers, answer, address)
            select n.id, n.org, n.number, n.started_at, n.duration_ms, n.status, n.error_kind, n.headers, n.answer, n.address
            from n where n.ord not in (select ord from over) and (not n.parted or n.ord in (select ord from again))
            on conflict do nothing
        ), done as (
            select webhook, id, org, cause, outcome, ord from over where cause <> 'test'
            union all
            select webhook, id, org, cause, outcome, ord from again
            union all
            select webhook, id, org, 'event', state, ord from n where flight is not null and state = 'retrying'
        ), sums as (
            select webhook, org, max(ord) filter (where outcome = 'delivered') as good,
                coalesce(array_agg(ord) filter (where outcome <> 'delivered'), '{}') as bad
            from done group by webhook, org
        ), counted as (
            select s.webhook, s.org, s.good, clock_timestamp() as now,
                (select count(*)::int from unnest(s.bad) b where b > coalesce(s.good, 0)) as failed
            from sums s where cardinality(s.bad) > 0 or not exists (select from webhook_health h
                where h.webhook = s.webhook and h.failures = 0
                    and h.last_success_at > clock_timestamp() - interval '1 second')
        ), told as (
            insert into webhook_health as h
                (webhook, org, failures, first_failure_at, last_failure_at, last_success_at, last_attempt_at)
            select c.webhook, c.org, c.failed, case when c.failed > 0 then c.now end, case when c.failed > 0 then c.now end,
                case when c.good is not null then c.now end, c.now
            from counted c
            on conflict (webhook) do update set
                last_attempt_at = excluded.last_attempt_at,
                last_success_at = coalesce(excluded.last_success_at, h.last_success_at),
                last_failure_at = excluded.last_failure_at,
                failures = excluded.failures + case when excluded.last_success_at is null then h.failures else 0 end,
                first_failure_at = case
                    when excluded.failures > 0 and excluded.last_success_at is null
                        then coalesce(h.first_failure_at, excluded.first_failure_at)
                    else excluded.first_failure_at end
            returning h.webhook, h.failures, h.first_failure_at, h.last_failure_at
        )
        select webhook, null::uuid[], failures, first_failure_at, last_failure_at from told where failures > 0
        union all
        select null, array_agg(id), null, null, null from done\
        """.formatted(Bodies.keep(17), Closing.ENDED);

    private final Sql sql;

    Endings(Sql sql) {
        this.sql = sql;
    }

    /** What came of it: which were still ours, and how it goes with endpoints that are not well. */
    record Noted(Set<UUID> ours, Map<UUID, Health> health) {}

    /** Notes them. */
    Mono<Noted> note(List<Note> all) {
        return Mono.defer(() -> {
            Noted noted = new Noted(new HashSet<>(), new HashMap<>());
            return sql.ask(NOTE, statement -> bound(statement, all), row -> note(row, noted.ours(), noted.health()))
                    .then(Mono.just(noted));
        });
    }

    /** A row is how it goes with an endpoint that fails, or all attempts that were still ours. */
    private static boolean note(Readable row, Set<UUID> ours, Map<UUID, Health> health) {
        UUID webhook = row.get(0, UUID.class);
        if (webhook == null) {
            UUID[] all = row.get(1, UUID[].class);
            return all != null && ours.addAll(List.of(all));
        }
        Integer failures = Objects.requireNonNull(row.get(2, Integer.class));
        return health.put(webhook, new Health(failures, row.get(3, Instant.class), row.get(4, Instant.class))) == null;
    }

    private static Statement bound(Statement statement, List<Note> all) {
        Bodies bodies = new Bodies();
        Answers answers = new Answers();
        Statement bound = flown(statement, all)
                .bind("$1", column(all, UUID.class, e -> e.due().webhook()))
                .bind("$2", column(all, UUID.class, e -> e.due().id()))
                .bind("$3", column(all, UUID.class, e -> e.due().organization()))
                .bind("$4", column(all, Integer.class, e -> e.due().number()))
                .bind("$5", column(all, Long.class, e -> e.sent().startedMicros()))
                .bind("$6", column(all, Integer.class, e ->
                        (int) e.sent().took().toMillis()))
                .bind("$7", column(all, Integer.class, e -> e.sent().status()))
                .bind("$8", column(all, Integer.class, e -> answers.place(e.sent())))
                .bind("$13", column(all, String.class, e -> e.outcome()
                        .state()
                        .name()
                        .toLowerCase(Locale.ROOT)))
                .bind(
                        "$14",
                        column(all, String.class, e -> bodies.digest(e.due().organization(), e.body())))
                .bind("$15", column(all, Integer.class, e -> e.sent().blocked() ? 1 : 0))
                .bind("$16", column(all, Long.class, e -> e.outcome().rest().toMillis()));
        return bodies.bound(answers.bound(bound.bind("$9", answers.errors()), 10), 17);
    }

    private static Statement flown(Statement statement, List<Note> all) {
        List<Flight> flights = all.stream()
                .map(note -> note.due().flight())
                .filter(Objects::nonNull)
                .toList();
        return statement
                .bind("$20", flights.stream().map(Flight::id).distinct().toArray(UUID[]::new))
                .bind(
                        "$21",
                        column(
                                all,
                                UUID.class,
                                e -> e.due().flight() == null
                                        ? null
                                        : e.due().flight().id()))
                .bind(
                        "$22",
                        flights.stream().filter(Flight::back).map(Flight::id).toArray(UUID[]::new));
    }

    /** What stands in a column of a row. */
    @FunctionalInterface
    private interface Cell {

        @Nullable
        Object of(Note entry);
    }

    private static Object column(List<Note> all, Class<?> type, Cell cell) {
        Object column = Array.newInstance(type, all.size());
        for (int row = 0; row < all.size(); row++) {
            Array.set(column, row, cell.of(all.get(row)));
        }
        return column;
    }
}
