package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/** How what is on its way ends without having arrived, and how what has ended is forgotten. */
final class Closing {

    /** What is kept of what has ended, beside its last attempt. */
    static final String ENDED =
            "webhook, id, org, message, position, type, noun, resource, state, cause, replay, attempts, status,"
                    + " digest, created_at, delivered_at";

    private static final String CANCELLED = """
         returning d.*) insert into webhook_delivery (%s)
        select webhook, id, org, message, position, type, noun, resource, 'cancelled', cause, replay, attempts,
            status, digest, created_at, null from gone\
        """.formatted(ENDED);

    /** What has ended is read in the log: read tables may be behind, or be made anew. What began again since is another beginning. */
    private static final String CANCEL = """
        with turned as materialized (
            select w.webhook,
                (select t.type in ('webhook.disabled', 'webhook.deleted') from event_tag t
                    where t.tag = 'webhook=' || w.webhook::text
                        and t.type in ('webhook.disabled', 'webhook.enabled', 'webhook.deleted')
                    order by t.position desc limit 1) as ended,
                (select max(t.position) from event_tag t
                    where t.tag = 'webhook=' || w.webhook::text and t.type = 'webhook.disabled') as position
            from (select distinct webhook from webhook_open) w
        ), gone as (
            delete from webhook_open d using turned t
            where d.webhook = t.webhook and case when d.cause = 'test' then d.lease < clock_timestamp()
                else t.ended or (d.cause = 'event' and d.position < t.position) end\
        """ + CANCELLED;

    private static final String GONE = "delete from %s s where exists (select from event_tag t"
            + " where t.tag = 'webhook=' || s.webhook::text and t.type = 'webhook.deleted')";

    /** For how many days after its beginning it is known what was in a delivery. */
    static final int BODY_DAYS = 7;

    private final Sql sql;
    private final Flights flights;

    Closing(ConnectionFactory connections, Flights flights) {
        this.sql = new Sql(connections);
        this.flights = flights;
    }

    /** Gives up what is for endpoints that are not active any more. */
    Mono<Void> cancel() {
        return flights.partStopped().then(sql.run(CANCEL, statement -> statement));
    }

    /** The same for one that has just become inactive. */
    Mono<Void> cancel(UUID webhook) {
        return flights.part(List.of(webhook))
                .then(sql.run(
                        "with gone as (delete from webhook_open d where d.webhook = $1 and d.cause <> 'test'"
                                + CANCELLED,
                        statement -> statement.bind("$1", webhook)));
    }

    /** Nobody wants it to be sent any more. */
    Mono<Void> cancel(Due due) {
        Flight flight = due.flight();
        return (flight == null ? Mono.<Void>empty() : flights.part(flight))
                .then(sql.run(
                        "with gone as (delete from webhook_open d where d.webhook = $1 and d.id = $2 and d.attempts ="
                                + " $3"
                                + CANCELLED,
                        statement -> statement
                                .bind("$1", due.webhook())
                                .bind("$2", due.id())
                                .bind("$3", due.number())));
    }

    /** Forgets what is known for longer than that, what was in it, and what is kept of endpoints that are no more. */
    Mono<Void> forget(int days) {
        return sql.run(GONE.formatted("webhook_secret"), statement -> statement)
                .then(sql.run(GONE.formatted("webhook_crew"), statement -> statement))
                .then(forget("webhook_delivery where created_at < clock_timestamp() - make_interval(days => $1)", days))
                .then(forget(
                        "webhook_arrival where delivered_at < clock_timestamp() - make_interval(days => $1)", days))
                .then(forget("webhook_attempt where started_at < clock_timestamp() - make_interval(days => $1)", days))
                .then(forget("webhook_body where used_on < current_date - $1", BODY_DAYS));
    }

    private Mono<Void> forget(String what, int days) {
        return sql.run("delete from " + what, statement -> statement.bind("$1", days));
    }
}
