package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * Attempts in the database. Whoever makes one counts it before: two nodes that mean the same attempt find one row, and what
 * comes back from an attempt that was taken for lost is noted as such and changes nothing else.
 */
final class Attempts {

    private static final String CLAIM = "with due as materialized (select found.id from"
            + " unnest($1::uuid[], $2::int[], $3::int[]) as l(webhook, ordered, room)"
            + " cross join lateral (select d.id from webhook_delivery d"
            + " where d.webhook = l.webhook and d.state in ('pending', 'delivering', 'retrying') and d.cause <> 'test'"
            + " and d.next_at <= statement_timestamp()"
            + " and (l.ordered = 0 or d.position is null or not exists (select from webhook_delivery e"
            + " where e.webhook = d.webhook and e.resource = d.resource and e.position < d.position"
            + " and e.state in ('pending', 'delivering', 'retrying')))"
            + " order by (d.cause = 'replay'), d.next_at, d.position limit l.room for update skip locked) found)"
            + " update webhook_delivery d set state = 'delivering', attempts = d.attempts + 1, tries = d.tries + 1,"
            + " next_at = clock_timestamp() + make_interval(secs => $4) from due where d.id = due.id"
            + " returning d.webhook, "
            + Due.COLUMNS;

    private final Sql sql;

    Attempts(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /**
     * Room for attempts.
     *
     * @param webhook of which endpoint
     * @param ordered whether what happened to one resource is told in that order
     * @param room how many may be made
     */
    record Room(UUID webhook, boolean ordered, int room) {}

    /** An attempt of an endpoint. */
    record Claimed(UUID webhook, Due due) {}

    /** Attempts to be made now, no more than there is room for. */
    Mono<List<Claimed>> claim(Collection<Room> rooms) {
        return Mono.defer(() -> {
            Lease lease = Lease.now();
            return sql.ask(
                            CLAIM,
                            statement -> statement
                                    .bind(
                                            "$1",
                                            rooms.stream().map(Room::webhook).toArray(UUID[]::new))
                                    .bind(
                                            "$2",
                                            rooms.stream()
                                                    .map(room -> room.ordered() ? 1 : 0)
                                                    .toArray(Integer[]::new))
                                    .bind("$3", rooms.stream().map(Room::room).toArray(Integer[]::new))
                                    .bind("$4", (double) Lease.WHOLE.toSeconds()),
                            row -> new Claimed(Objects.requireNonNull(row.get(0, UUID.class)), Due.read(row, 1, lease)))
                    .collectList();
        });
    }

    /** Nobody wants it to be sent any more. */
    Mono<Void> cancel(Due due) {
        return sql.run(
                "update webhook_delivery set state = 'cancelled', next_at = null where id = $1 and attempts = $2",
                statement -> statement.bind("$1", due.id()).bind("$2", due.number()));
    }
}
