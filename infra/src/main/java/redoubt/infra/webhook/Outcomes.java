package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.infra.postgres.Sql;
import redoubt.model.wire.Json;

/**
 * Notes what came of attempts. What comes while something is being noted is noted together after it: one statement for many
 * attempts, and no waiting where there is one. An attempt that is no longer ours is noted and changes nothing else.
 */
final class Outcomes {

    private static final int AT_ONCE = 256;

    private static final String NOTE = "with n as (select * from unnest($1::uuid[], $2::int[], $3::bigint[],"
        + " $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],"
        + " $12::int[], $13::bigint[]) with ordinality as n(id, number, started_at, duration_ms, status, error_kind,"
        + " headers, answer, address, state, body, blocked, rest, ord)), noted as (insert into webhook_attempt"
        + " (delivery, org, number, started_at, duration_ms, status, error_kind, headers, body, address) select d.id,"
        + " d.org, n.number, timestamptz 'epoch' + n.started_at * interval '1 microsecond', n.duration_ms, n.status,"
        + " n.error_kind, n.headers::jsonb, decode(n.answer, 'base64'), n.address from n join webhook_delivery d on"
        + " d.id = n.id on conflict do nothing), done as (update webhook_delivery d set state = n.state, status ="
        + " n.status, body = decode(n.body, 'base64'), blocked = d.blocked + n.blocked, delivered_at = case when"
        + " n.state = 'delivered' then clock_timestamp() end, next_at = case when n.state = 'retrying' then"
        + " clock_timestamp() + n.rest * interval '1 millisecond' end from n where d.id = n.id and d.attempts ="
        + " n.number and d.state = 'delivering' returning d.id, d.webhook, d.cause, n.ord, n.state), sums as (select"
        + " webhook, max(ord) filter (where state = 'delivered') as good, coalesce(array_agg(ord) filter (where state"
        + " <> 'delivered'), '{}') as bad from done where cause <> 'test' group by webhook), counted as (select"
        + " s.webhook, s.good, (select count(*)::int from unnest(s.bad) b where b > coalesce(s.good, 0)) as failed"
        + " from sums s), told as (update webhook_state s set last_attempt_at = clock_timestamp(), last_success_at ="
        + " case when c.good is null then s.last_success_at else clock_timestamp() end, failures = c.failed + case"
        + " when c.good is null then s.failures else 0 end, first_failure_at = case when c.failed = 0 then null when"
        + " c.good is not null then clock_timestamp() else coalesce(s.first_failure_at, clock_timestamp()) end,"
        + " last_failure_at = case when c.failed = 0 then null else clock_timestamp() end from counted c where"
        + " s.webhook = c.webhook returning s.webhook, s.failures, s.first_failure_at, s.last_failure_at) select d.id,"
        + " t.failures, t.first_failure_at, t.last_failure_at from done d join told t on t.webhook = d.webhook";

    private final Sql sql;
    private final ConcurrentLinkedQueue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    Outcomes(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    @SuppressWarnings("ArrayRecordComponent") // written once, never compared
    private record Entry(Due due, Sent sent, byte[] body, Outcome outcome, Sinks.One<Optional<Health>> told) {}

    /** Notes what came of an attempt; how it goes with the endpoint since, if the attempt was still ours and no test. */
    Mono<Optional<Health>> note(Due due, Sent sent, byte[] body, Outcome outcome) {
        return Mono.defer(() -> {
            Entry entry = new Entry(due, sent, body, outcome, Sinks.one());
            waiting.add(entry);
            kick();
            return entry.told().asMono();
        });
    }

    private void kick() {
        if (busy.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        List<Entry> together = new ArrayList<>();
        while (together.size() < AT_ONCE && waiting.peek() != null) {
            together.add(Objects.requireNonNull(waiting.poll()));
        }
        if (!together.isEmpty()) {
            write(together).subscribe(_ -> {}, _ -> {}, this::next);
            return;
        }
        busy.set(false);
        // Whoever came after we looked, and before we said that we were done, was not heard.
        if (waiting.peek() != null) {
            kick();
        }
    }

    /** Never fails: each is told what became of it. */
    private Mono<Void> write(List<Entry> together) {
        return sql.ask(
                        NOTE,
                        statement -> bound(statement, together),
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, UUID.class)),
                                new Health(
                                        Objects.requireNonNull(row.get(1, Integer.class)),
                                        row.get(2, Instant.class),
                                        row.get(3, Instant.class))))
                .collect(HashMap<UUID, Health>::new, (all, each) -> all.put(each.getKey(), each.getValue()))
                .doOnNext(all -> together.forEach(entry -> entry.told()
                        .tryEmitValue(Optional.ofNullable(all.get(entry.due().id())))))
                .doOnError(failure -> together.forEach(entry -> entry.told().tryEmitError(failure)))
                .onErrorComplete()
                .then();
    }

    private static Statement bound(Statement statement, List<Entry> all) {
        return statement
                .bind("$1", column(all, UUID.class, e -> e.due().id()))
                .bind("$2", column(all, Integer.class, e -> e.due().number()))
                .bind("$3", column(all, Long.class, e -> micros(e.sent().startedAt())))
                .bind("$4", column(all, Integer.class, e ->
                        (int) e.sent().took().toMillis()))
                .bind("$5", column(all, Integer.class, e -> e.sent().status()))
                .bind("$6", column(all, String.class, e -> e.sent().kind()))
                .bind(
                        "$7",
                        column(
                                all,
                                String.class,
                                e -> Json.MAPPER.writeValueAsString(e.sent().headers())))
                .bind("$8", column(all, String.class, e -> packed(e.sent().body())))
                .bind("$9", column(all, String.class, e -> e.sent().address()))
                .bind("$10", column(all, String.class, e -> e.outcome()
                        .state()
                        .name()
                        .toLowerCase(Locale.ROOT)))
                .bind("$11", column(all, String.class, e -> packed(e.body())))
                .bind("$12", column(all, Integer.class, e -> e.sent().blocked() ? 1 : 0))
                .bind("$13", column(all, Long.class, e -> e.outcome().rest().toMillis()));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static String packed(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What stands in a column of a row. */
    @FunctionalInterface
    private interface Cell {

        @Nullable
        Object of(Entry entry);
    }

    private static Object column(List<Entry> all, Class<?> type, Cell cell) {
        Object column = Array.newInstance(type, all.size());
        for (int row = 0; row < all.size(); row++) {
            Array.set(column, row, cell.of(all.get(row)));
        }
        return column;
    }
}
