package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

    private static final String VALUES = " unnest($3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[])"
            + " as n(message, position, type, noun, resource)";

    private static final String INSERT = " insert into webhook_delivery (id, webhook, org, message, position, type,"
            + " noun, resource, state, cause, replay, next_at) select gen_random_uuid(), moved.webhook, moved.org,"
            + " n.message, n.position, n.type, n.noun, n.resource, 'pending',";

    /** What happened between the end of an endpoint's activity and the next beginning is not for it. Most never ended. */
    private static final String AWAKE = " where not moved.turned or (select t.type from event_tag t"
            + " where t.tag = 'webhook=' || moved.webhook::text"
            + " and t.type in ('webhook.disabled', 'webhook.enabled') and t.position < n.position"
            + " order by t.position desc limit 1) is distinct from 'webhook.disabled'";

    private static final String ADVANCE = "with moved as (update webhook_state s set checkpoint = $2"
            + " from unnest($1::uuid[], $8::bigint[]) as l(webhook, stored)"
            + " where s.webhook = l.webhook and s.checkpoint = l.stored returning s.webhook, s.org,"
            + " exists (select from event_tag t where t.tag = 'webhook=' || s.webhook::text"
            + " and t.type = 'webhook.disabled') as turned),"
            + " queued as (" + INSERT + " 'event', null, clock_timestamp() from moved cross join" + VALUES
            + AWAKE + " on conflict do nothing) select webhook from moved";

    private static final String REPLAY = "with moved as (update webhook_replay set reached = $2"
            + " where id = $9 and webhook = $1 and reached = $8 returning webhook, org, only_failed),"
            + " queued as (" + INSERT + " 'replay', $9, clock_timestamp() from moved cross join" + VALUES
            + " where not moved.only_failed or not exists (select from webhook_delivery e where e.webhook = $1"
            + " and e.position = n.position and e.state = 'delivered')"
            + " on conflict do nothing) select count(*) from moved";

    /** What happened while an endpoint was not active is not for it, and a fresh beginning forgets what failed before. */
    private static final String JUMP = "with turned as (select w.id, (select max(t.position) from event_tag t"
            + " where t.tag = 'webhook=' || w.id::text and t.type = 'webhook.enabled') as position"
            + " from unnest($1::uuid[]) w(id))"
            + " update webhook_state s set checkpoint = turned.position, failures = 0, first_failure_at = null,"
            + " last_failure_at = null from turned where s.webhook = turned.id and turned.position > s.checkpoint";

    private static final String MISSING = "insert into webhook_state (webhook, org, created_position, checkpoint)"
            + " select w.id, w.org, p.position, p.position from read.webhook w"
            + " cross join lateral number_of('webhook', w.id) as p(position)"
            + " where p.position is not null and not exists (select from webhook_state s where s.webhook = w.id)"
            + " on conflict do nothing";

    /** What has ended is read in the log: read tables may be behind, or be made anew. What began again since is another beginning. */
    private static final String CANCEL = "update webhook_delivery d set state = 'cancelled', next_at = null"
            + " where d.state in ('pending', 'delivering', 'retrying') and case when d.cause = 'test'"
            + " then d.next_at < clock_timestamp()"
            + " else (select t.type in ('webhook.disabled', 'webhook.deleted') from event_tag t"
            + " where t.tag = 'webhook=' || d.webhook::text"
            + " and t.type in ('webhook.disabled', 'webhook.enabled', 'webhook.deleted')"
            + " order by t.position desc limit 1) or (d.cause = 'event' and exists (select from event_tag t"
            + " where t.tag = 'webhook=' || d.webhook::text and t.type = 'webhook.disabled'"
            + " and t.position > d.position)) end";

    private static final String FORGET = "delete from webhook_secret s where exists (select from event_tag t"
            + " where t.tag = 'webhook=' || s.webhook::text and t.type = 'webhook.deleted')";

    private final Sql sql;

    Queue(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Every endpoint that is to be told of something. */
    Flux<Endpoint> active() {
        return sql.ask(Endpoint.ACTIVE, statement -> statement, Endpoint::read);
    }

    /** Whether any endpoint is another, or no more, since a position of the log. */
    Mono<Boolean> changed(long after, long until) {
        return until <= after
                ? Mono.just(false)
                : sql.ask(
                                "select exists (select from event where position > $1 and position <= $2"
                                        + " and type like 'webhook.%')",
                                statement -> statement.bind("$1", after).bind("$2", until),
                                row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                        .next();
    }

    /** Lets endpoints begin whose creator was interrupted. */
    Mono<Void> mend() {
        return sql.run(MISSING, statement -> statement);
    }

    /** Goes on from where endpoints became active. */
    Mono<Void> jump(Collection<UUID> webhooks) {
        return sql.run(JUMP, statement -> statement.bind("$1", webhooks.toArray(UUID[]::new)));
    }

    /** Which of some endpoints have so many messages that nobody has tried to send yet. */
    Mono<Set<UUID>> full(Collection<UUID> webhooks, int most) {
        return sql.ask(
                        "select w.id from unnest($1::uuid[]) w(id) where exists (select from webhook_delivery d"
                                + " where d.webhook = w.id and d.state = 'pending' offset $2)",
                        statement -> statement
                                .bind("$1", webhooks.toArray(UUID[]::new))
                                .bind("$2", most - 1),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)))
                .collect(Collectors.toSet());
    }

    /**
     * Queues the messages of events for endpoints and moves their checkpoints behind them; emits those whose checkpoint was where
     * it was thought to be.
     */
    Mono<Set<UUID>> advance(List<Lane> lanes, long to, List<Publication> told) {
        UUID[] webhooks = lanes.stream().map(lane -> lane.endpoint().id()).toArray(UUID[]::new);
        Long[] stored = lanes.stream().map(Lane::stored).toArray(Long[]::new);
        return sql.ask(
                        ADVANCE,
                        statement -> values(statement.bind("$1", webhooks).bind("$2", to), told)
                                .bind("$8", stored),
                        row -> Objects.requireNonNull(row.get(0, UUID.class)))
                .collect(Collectors.toSet());
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

    /** Gives up what is for endpoints that are not active any more. */
    Mono<Void> cancel() {
        return sql.run(CANCEL, statement -> statement);
    }

    /** The same for one that has just become inactive. */
    Mono<Void> cancel(UUID webhook) {
        return sql.run(
                "update webhook_delivery set state = 'cancelled', next_at = null where webhook = $1"
                        + " and state in ('pending', 'delivering', 'retrying') and cause <> 'test'",
                statement -> statement.bind("$1", webhook));
    }

    /** Forgets what is known for longer than that, and the secrets of endpoints that are no more. */
    Mono<Void> forget(int days, int bodies) {
        return sql.run(
                        "delete from webhook_delivery where created_at < clock_timestamp() - make_interval(days => $1)"
                                + " and state not in ('pending', 'delivering', 'retrying')",
                        statement -> statement.bind("$1", days))
                .then(sql.run(FORGET, statement -> statement))
                .then(sql.run(
                        "update webhook_delivery set body = null where body is not null"
                                + " and created_at < clock_timestamp() - make_interval(days => $1)"
                                + " and state not in ('pending', 'delivering', 'retrying')",
                        statement -> statement.bind("$1", bodies)));
    }

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
