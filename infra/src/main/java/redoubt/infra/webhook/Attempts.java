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

    /** Its time has come, and nobody is at it. */
    private static final String RIPE =
            "d.next_at <= statement_timestamp()" + " and (d.state <> 'delivering' or d.lease < statement_timestamp())";

    /** The first that are due, where that is asked for none before whose resource something earlier is on its way. */
    private static final String FIRST = """
        (select d.ctid as place, d.attempts from webhook_open d
            where d.webhook = l.webhook and %s and %s
                and (l.ordered = 0 or d.position is null or not exists (select from webhook_open e
                    where e.webhook = d.webhook and e.resource = d.resource and e.position < d.position and e.ordered))
            order by d.next_at, d.position limit l.room)\
        """;

    /** What is told again goes only where there is nothing else to tell. */
    private static final String CLAIM = """
        with due as materialized (
            select found.place, found.attempts
            from unnest($1::uuid[], $2::int[], $3::int[]) as l(webhook, ordered, room) cross join lateral (
                %s union all %s limit l.room) found
        )
        update webhook_open d set state = 'delivering', attempts = d.attempts + 1, tries = d.tries + 1,
            lease = clock_timestamp() + make_interval(secs => $4)
        from due where d.ctid = due.place and d.attempts = due.attempts
        returning %s\
        """.formatted(
                    FIRST.formatted("d.cause in ('event', 'redelivery') and d.cause <> 'replay'", RIPE),
                    FIRST.formatted("d.cause = 'replay'", RIPE),
                    Due.COLUMNS);

    private static final String SOME = "select from webhook_open d where d.webhook = w.id and d.cause %s 'replay'"
            + " and " + RIPE + " order by d.next_at, d.position limit 1";

    /** Mostly nothing is due for anybody, which is cheaper to ask for all at once than to find out by taking it. */
    private static final String DUE = """
        select w.id from unnest($1::uuid[]) as w(id) cross join lateral (%s) d
        union select w.id from unnest($1::uuid[]) as w(id) cross join lateral (%s) d\
        """.formatted(SOME.formatted("<>"), SOME.formatted("="));

    private final Sql sql;

    Attempts(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** For which endpoints something is due. */
    Mono<List<UUID>> due(Collection<UUID> webhooks) {
        return sql.ask(
                        DUE,
                        statement -> statement.bind("$1", webhooks.toArray(UUID[]::new)),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)))
                .collectList();
    }

    /**
     * Room for attempts.
     *
     * @param webhook of which endpoint
     * @param ordered whether what happened to one resource is told in that order
     * @param room how many may be made
     */
    record Room(UUID webhook, boolean ordered, int room) {}

    /** Attempts to be made now, no more than there is room for. */
    Mono<List<Due>> claim(Collection<Room> rooms) {
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
                            row -> Due.read(row, lease))
                    .collectList();
        });
    }
}
