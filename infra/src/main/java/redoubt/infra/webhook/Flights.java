package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * What left together, in the database, where somebody needs each by itself. What is on its way stays there, and what comes of it is
 * noted as before.
 */
final class Flights {

    private static final String PART = "select webhook_part(array(select f.id from webhook_flight f where ";

    private static final String STOPPED = PART + """
        exists (select from unnest(f.webhooks) w(id) join event_tag t on t.tag = 'webhook=' || w.id::text
            where t.type in ('webhook.disabled', 'webhook.deleted') and t.position > f.position)))\
        """;

    private final Sql sql;

    Flights(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** Parts those of which nobody will hear any more: they are tried again. */
    Mono<Void> partLost() {
        return sql.run(PART + "f.lease < clock_timestamp()))", statement -> statement);
    }

    /** Parts those that left for an endpoint before it was stopped. */
    Mono<Void> partStopped() {
        return sql.run(STOPPED, statement -> statement);
    }

    /** Parts those that are on their way to some endpoints. */
    Mono<Void> part(Collection<UUID> webhooks) {
        return sql.run(PART + "f.webhooks && $1))", statement -> statement.bind("$1", webhooks.toArray(UUID[]::new)));
    }

    /** Parts one. */
    Mono<Void> part(Flight flight) {
        return sql.run("select webhook_part(array[$1])", statement -> statement.bind("$1", flight.id()));
    }
}
