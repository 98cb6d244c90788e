package redoubt.infra.security;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.Traces;

/** Tickets of people who were erased, who follow nothing any more. */
final class TicketTraces implements Traces {

    private final Sql sql;

    TicketTraces(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    @Override
    public Mono<Void> erase(Collection<UUID> people) {
        return sql.run(
                "delete from stream_ticket where owner = any($1)",
                statement -> statement.bind("$1", people.toArray(UUID[]::new)));
    }
}
