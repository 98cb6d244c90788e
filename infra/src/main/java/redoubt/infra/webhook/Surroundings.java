package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.command.webhook.Neighbourhood;
import redoubt.infra.postgres.Sql;
import redoubt.model.EventName;

/** The world as the rules of endpoints see it. */
final class Surroundings implements Neighbourhood {

    private final Guard guard;
    private final Sql sql;
    private final Set<String> known = new TreeSet<>(Set.of("*"));

    Surroundings(Guard guard, ConnectionFactory connections, Set<String> names) {
        this.guard = guard;
        this.sql = new Sql(connections);
        names.forEach(name -> {
            known.add(name);
            known.add(EventName.noun(name) + ".*");
        });
    }

    @Override
    public boolean knows(String eventType) {
        return known.contains(eventType);
    }

    @Override
    public Mono<Optional<String>> complaint(String url) {
        return guard.complaint(url);
    }

    @Override
    public Mono<Long> count(String organization) {
        return sql.ask(
                        "select count(*) from read.webhook where org = $1",
                        statement -> statement.bind("$1", UUID.fromString(organization)),
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
    }
}
