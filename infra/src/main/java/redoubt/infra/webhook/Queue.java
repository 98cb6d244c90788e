package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages;
import redoubt.infra.postgres.Sql;
import redoubt.model.Event;
import redoubt.query.feed.Publication;

/**
 * What is to be sent, in the database. A message and the checkpoint behind it are one statement, which does nothing if somebody
 * else has moved the checkpoint meanwhile: an event has its message once, whoever dies when.
 */
final class Queue {

    private static final String COLUMNS =
            "webhook, org, message, position, type, noun, resource, cause, replay, state, attempts, tries, ordered,"
                    + " next_at";

    /**
     * What happened between the end of an endpoint's activity and the next beginning is not for it; most never ended. An attempt
     * for which there is room is taken with the message: it is on its way when others would only be queued, and those of one event
     * are one row. What happened first is written first, since identifiers and moments of creation follow from that.
     */
    private static final String ADVANCE = """
        with moved as (
            update webhook_state s set checkpoint = $2
            from unnest($1::uuid[], $8::bigint[], $9::int[], $11::int[], $12::uuid[])
                as l(webhook, stored, room, ordered, crew)
            where s.webhook = l.webhook and s.checkpoint = l.stored
            returning s.webhook, s.org, l.room, l.ordered, l.crew, exists (select from event_tag t
                where t.tag = 'webhook=' || s.webhook::text and t.type = 'webhook.disabled') as turned
        ), fresh as (
            select m.webhook, m.org, m.crew, m.ordered, n.*,
                row_number() over (partition by m.webhook order by n.position) <= m.room as now
            from moved m cross join
                unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[])
                    as n(message, position, type, noun, resource)
            where not m.turned or (select t.type from event_tag t
                where t.tag = 'webhook=' || m.webhook::text and t.type in ('webhook.disabled', 'webhook.enabled')
                    and t.position < n.position
                order by t.position desc limit 1) is distinct from 'webhook.disabled'
        ), queued as (
            insert into webhook_open (%s)
            select webhook, org, message, position, type, noun, resource, 'event', null, 'pending', 0, 0, ordered = 1,
                clock_timestamp()
            from fresh where not now order by position
            returning webhook
        ), away as (
            insert into webhook_flight (crew, org, message, position, type, noun, resource, webhooks, lease)
            select crew, org, message, position, type, noun, resource, array_agg(webhook),
                clock_timestamp() + make_interval(secs => $10)
            from fresh where now group by crew, org, message, position, type, noun, resource order by position
            returning id, org, position, webhooks
        )
        select null::uuid as id, null::uuid as org, null::bigint as position, (select array_agg(webhook) from moved) as webhooks,
            (select array_agg(distinct webhook) from queued) as waiting
        union all
        select id, org, position, webhooks, null from away\
        """.formatted(COLUMNS);

    private static final String REPLAY = """
        with moved as (
            update webhook_replay set reached = $2 where id = $9 and webhook = $1 and reached = $8
            returning webhook, org, only_failed
        ), queued as (
            insert into webhook_open (%s)
            select m.webhook, m.org, n.*, 'replay', $9, 'pending', 0, 0, true, clock_timestamp()
            from moved m cross join
                unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[])
                    as n(message, position, type, noun, resource)
            where not m.only_failed or not webhook_took($1, n.position)
            order by n.position
        )
        select count(*) from moved\
        """.formatted(COLUMNS);

    private final Sql sql;

    Queue(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Which of some endpoints have so many messages that nobody has tried to send yet. */
    Mono<Set<UUID>> full(Collection<UUID> webhooks, int most) {
        return sql.ask(
                        "select w.id from unnest($1::uuid[]) w(id) where exists (select from webhook_open d"
                                + " where d.webhook = w.id and d.state = 'pending' offset $2)",
                        statement -> statement
                                .bind("$1", webhooks.toArray(UUID[]::new))
                                .bind("$2", most - 1),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)))
                .collect(Collectors.toSet());
    }

    /**
     * What became of the endpoints whose checkpoint was where it was thought to be.
     *
     * @param waiting those of them that have messages now for which there was no room
     * @param begun attempts that are to be made now
     */
    record Advanced(Set<UUID> moved, Set<UUID> waiting, List<Due> begun) {}

    /**
     * Queues the messages of events for endpoints and moves their checkpoints behind them.
     *
     * @param rooms how many attempts each of the endpoints has room for at once
     */
    Mono<Advanced> advance(List<Lane> lanes, List<Integer> rooms, long to, List<Publication> told) {
        return Mono.defer(() -> {
            Lease lease = Lease.now();
            Map<Long, Publication> events = new HashMap<>();
            told.forEach(publication -> events.put(publication.position(), publication));
            Advanced advanced = new Advanced(new HashSet<>(), new HashSet<>(), new ArrayList<>());
            return sql.ask(
                            ADVANCE,
                            statement -> values(
                                            statement
                                                    .bind(
                                                            "$1",
                                                            lanes.stream()
                                                                    .map(lane -> lane.endpoint()
                                                                            .id())
                                                                    .toArray(UUID[]::new))
                                                    .bind("$2", to),
                                            told)
                                    .bind("$8", lanes.stream().map(Lane::stored).toArray(Long[]::new))
                                    .bind("$9", rooms.toArray(Integer[]::new))
                                    .bind("$10", (double) Lease.WHOLE.toSeconds())
                                    .bind(
                                            "$11",
                                            lanes.stream()
                                                    .map(lane -> lane.endpoint().ordered() ? 1 : 0)
                                                    .toArray(Integer[]::new))
                                    .bind(
                                            "$12",
                                            lanes.stream()
                                                    .map(lane -> lane.endpoint().crew())
                                                    .toArray(UUID[]::new)),
                            row -> note(row, events, lease, advanced))
                    .then(Mono.just(advanced));
        });
    }

    private static boolean note(Readable row, Map<Long, Publication> events, Lease lease, Advanced into) {
        UUID id = row.get(0, UUID.class);
        List<UUID> webhooks = all(row.get(3, UUID[].class));
        if (id == null) {
            into.moved().addAll(webhooks);
            return into.waiting().addAll(all(row.get(4, UUID[].class)));
        }
        Flight flight = new Flight(id, webhooks.size());
        UUID organization = Objects.requireNonNull(row.get(1, UUID.class));
        long position = Objects.requireNonNull(row.get(2, Long.class));
        Event<?> event = Objects.requireNonNull(events.get(position)).event();
        String message = Messages.id(event.id());
        int place = 0;
        for (UUID webhook : webhooks) {
            place++;
            into.begun()
                    .add(new Due(
                            webhook,
                            flight.delivery(place),
                            organization,
                            message,
                            position,
                            event.name(),
                            1,
                            1,
                            0,
                            null,
                            lease,
                            flight));
        }
        return true;
    }

    private static List<UUID> all(UUID @Nullable [] found) {
        return found == null ? List.of() : List.of(found);
    }

    /** The same for a part of the log that is told again. */
    Mono<Boolean> again(UUID webhook, UUID replay, long from, long to, List<Publication> told) {
        return sql.ask(
                        REPLAY,
                        statement -> values(statement.bind("$1", webhook).bind("$2", to), told)
                                .bind("$8", from)
                                .bind("$9", replay),
                        row -> Objects.requireNonNull(row.get(0, Long.class)) > 0)
                .next();
    }

    /** Parts of the log that are to be told endpoints again, of each endpoint the one that was asked for first. */
    Flux<Open> replays() {
        return sql.ask(
                "select distinct on (webhook) id, webhook, reached, to_position, names from webhook_replay"
                        + " where reached < to_position order by webhook, created_at",
                statement -> statement,
                row -> new Open(
                        Objects.requireNonNull(row.get(0, UUID.class)),
                        Objects.requireNonNull(row.get(1, UUID.class)),
                        Objects.requireNonNull(row.get(2, Long.class)),
                        Objects.requireNonNull(row.get(3, Long.class)),
                        List.of(Objects.requireNonNull(row.get(4, String[].class)))));
    }

    /** A replay that is not done. */
    record Open(UUID id, UUID webhook, long reached, long until, List<String> names) {}

    private static Statement values(Statement statement, List<Publication> told) {
        List<? extends Event<?>> events = told.stream().map(Publication::event).toList();
        return statement
                .bind("$3", events.stream().map(e -> Messages.id(e.id())).toArray(String[]::new))
                .bind("$4", events.stream().map(Event::position).toArray(Long[]::new))
                .bind("$5", events.stream().map(Event::name).toArray(String[]::new))
                .bind("$6", events.stream().map(e -> e.ref().noun()).toArray(String[]::new))
                .bind(
                        "$7",
                        events.stream().map(e -> UUID.fromString(e.ref().id())).toArray(UUID[]::new));
    }
}
