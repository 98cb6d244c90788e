package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Delivery.State;
import redoubt.infra.postgres.Sql;
import redoubt.model.wire.Json;

/**
 * Attempts in the database. Whoever makes one counts it before: two nodes that mean the same attempt find one row, and what
 * comes back from an attempt that was taken for lost is noted as such and changes nothing else.
 */
final class Attempts {

    private static final String OPEN = " d.state in ('pending', 'delivering', 'retrying') ";

    private static final String CLAIM = "with due as materialized (select d.id from webhook_delivery d"
            + " where d.webhook = $1 and" + OPEN + "and d.cause <> 'test' and d.next_at <= clock_timestamp()"
            + " and (not $2 or d.position is null or not exists (select from webhook_delivery e"
            + " where e.webhook = d.webhook and e.resource = d.resource and e.position < d.position"
            + " and e.state in ('pending', 'delivering', 'retrying')))"
            + " order by (d.cause = 'replay'), d.next_at, d.position limit $3 for update skip locked)"
            + " update webhook_delivery d set state = 'delivering', attempts = d.attempts + 1, tries = d.tries + 1,"
            + " next_at = clock_timestamp() + make_interval(secs => $4) from due where d.id = due.id returning "
            + Due.COLUMNS;

    private static final String NOTE =
            "insert into webhook_attempt (delivery, org, number, started_at, duration_ms, status, error_kind, headers,"
                    + " body, address) select d.id, d.org, $2, $3, $4, $5, $6, $7::jsonb, $8, $9"
                    + " from webhook_delivery d where d.id = $1 on conflict do nothing";

    private static final String OUTCOME = "with noted as (" + NOTE + "),"
            + " done as (update webhook_delivery d set state = $10, status = $5, body = coalesce($11, body),"
            + " blocked = d.blocked + $12,"
            + " delivered_at = case when $10 = 'delivered' then clock_timestamp() end,"
            + " next_at = case when $10 = 'retrying' then clock_timestamp() + make_interval(secs => $13) end"
            + " where d.id = $1 and d.attempts = $2 and d.state = 'delivering' returning d.webhook, d.cause)"
            + " update webhook_state s set last_attempt_at = clock_timestamp(),"
            + " last_success_at = case when $10 = 'delivered' then clock_timestamp() else s.last_success_at end,"
            + " failures = case when $10 = 'delivered' then 0 else s.failures + 1 end,"
            + " first_failure_at = case when $10 = 'delivered' then null"
            + " else coalesce(s.first_failure_at, clock_timestamp()) end,"
            + " last_failure_at = case when $10 = 'delivered' then null else clock_timestamp() end"
            + " from done where s.webhook = done.webhook and done.cause <> 'test'"
            + " returning s.failures, s.first_failure_at, s.last_failure_at";

    private final Sql sql;

    Attempts(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** How it goes with an endpoint. */
    record Health(
            int failures, @Nullable Instant first, @Nullable Instant last) {

        private static final Duration DAYS = Duration.ofDays(5);
        private static final Duration SPAN = Duration.ofHours(12);
        private static final int MANY = 10;

        /** Whether nothing has arrived for so long that nothing more is tried. */
        boolean hopeless() {
            if (first == null || last == null || failures < MANY) {
                return false;
            }
            Duration failing = Duration.between(first, last);
            return failing.compareTo(SPAN) >= 0 && failing.compareTo(DAYS) >= 0;
        }

        private static Health read(Readable row) {
            return new Health(
                    Objects.requireNonNull(row.get(0, Integer.class)),
                    row.get(1, Instant.class),
                    row.get(2, Instant.class));
        }
    }

    /**
     * What came of an attempt, and what follows.
     *
     * @param state how far the delivery is now
     * @param rest after how long it is tried again, if it is
     */
    record Outcome(State state, Duration rest) {}

    /** Attempts to be made now, no more than there is room for. */
    Mono<List<Due>> claim(UUID webhook, boolean ordered, int room) {
        return Mono.defer(() -> {
            Lease lease = Lease.now();
            return sql.ask(
                            CLAIM,
                            statement -> statement
                                    .bind("$1", webhook)
                                    .bind("$2", ordered)
                                    .bind("$3", room)
                                    .bind("$4", (double) Lease.WHOLE.toSeconds()),
                            row -> Due.read(row, lease))
                    .collectList();
        });
    }

    /** Notes what came of an attempt; how it goes with the endpoint since then, if the attempt was still ours. */
    Mono<Health> note(Due due, Sent sent, byte[] body, Outcome outcome) {
        return sql.ask(
                        OUTCOME,
                        statement -> {
                            statement
                                    .bind("$1", due.id())
                                    .bind("$2", due.number())
                                    .bind("$3", sent.startedAt())
                                    .bind("$4", (int) sent.took().toMillis())
                                    .bind("$7", Json.MAPPER.writeValueAsString(sent.headers()))
                                    .bind("$8", sent.body())
                                    .bind("$10", outcome.state().name().toLowerCase(Locale.ROOT))
                                    .bind("$11", body)
                                    .bind("$12", sent.blocked() ? 1 : 0)
                                    .bind("$13", outcome.rest().toMillis() / 1_000.0);
                            bind(statement, "$5", sent.status(), Integer.class);
                            bind(statement, "$6", sent.kind(), String.class);
                            bind(statement, "$9", sent.address(), String.class);
                            return statement;
                        },
                        Health::read)
                .next();
    }

    /** Nobody wants it to be sent any more. */
    Mono<Void> cancel(Due due) {
        return sql.run(
                "update webhook_delivery set state = 'cancelled', next_at = null where id = $1 and attempts = $2",
                statement -> statement.bind("$1", due.id()).bind("$2", due.number()));
    }

    private static void bind(Statement statement, String name, @Nullable Object value, Class<?> type) {
        if (value == null) {
            statement.bindNull(name, type);
        } else {
            statement.bind(name, value);
        }
    }
}
