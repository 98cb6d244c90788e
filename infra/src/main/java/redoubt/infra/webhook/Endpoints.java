package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/** Who is to be told, and from where on, in the database. */
final class Endpoints {

    /** What happened while an endpoint was not active is not for it, and a fresh beginning forgets what failed before. */
    private static final String JUMP = "with turned as (select w.id, (select max(t.position) from event_tag t where"
        + " t.tag = 'webhook=' || w.id::text and t.type = 'webhook.enabled') as position from unnest($1::uuid[])"
        + " w(id)), begun as (update webhook_state s set checkpoint = turned.position from turned where s.webhook ="
        + " turned.id and turned.position > s.checkpoint returning s.webhook) update webhook_health h set failures ="
        + " 0, first_failure_at = null, last_failure_at = null from begun where h.webhook = begun.webhook";

    private static final String MISSING = "insert into webhook_state (webhook, org, created_position, checkpoint)"
            + " select w.id, w.org, p.position, p.position from read.webhook w"
            + " cross join lateral number_of('webhook', w.id) as p(position)"
            + " where p.position is not null and not exists (select from webhook_state s where s.webhook = w.id)"
            + " on conflict do nothing";

    /** Whoever hears the same as others finds a place among them, where it stays. */
    private static final String CREWS = """
        insert into webhook_crew (webhook, org, alike, number)
        select w.id, w.org, w.alike, coalesce((select max(c.number) from webhook_crew c where c.alike = w.alike), -1)
            + row_number() over (partition by w.alike order by w.id)
        from (select w.id, w.org, webhook_alike(w.org, w.owner, w.event_types, w.folders) as alike
            from read.webhook w where w.is_active) w
        where not exists (select from webhook_crew c where c.webhook = w.id and c.alike = w.alike)
        on conflict do nothing\
        """;

    private final Sql sql;

    Endpoints(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Every endpoint that is to be told of something, each with its crew. */
    Flux<Endpoint> active() {
        return there().collectList()
                .flatMapMany(all -> all.stream().allMatch(endpoint -> endpoint.crew() != null)
                        ? Flux.fromIterable(all)
                        : sql.run(CREWS, statement -> statement).thenMany(there()));
    }

    private Flux<Endpoint> there() {
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

    /** What waits for endpoints is from now on told in order, one of a resource after the other. */
    Mono<Void> order(Collection<UUID> webhooks) {
        return sql.run(
                "update webhook_open set ordered = true where webhook = any($1::uuid[]) and position is not null"
                        + " and not ordered",
                statement -> statement.bind("$1", webhooks.toArray(UUID[]::new)));
    }
}
