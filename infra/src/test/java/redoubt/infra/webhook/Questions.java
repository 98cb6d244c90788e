package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import redoubt.infra.postgres.Sql;

/** Puts questions of tests to a database and waits for the answers. */
final class Questions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Sql sql;

    Questions(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** How many there are, such as {@code webhook_open where state = 'pending'}. */
    long count(String what) {
        return ask("select count(*) from " + what, Long.class).getFirst();
    }

    /** The only column of the answer. */
    <T> List<T> ask(String question, Class<T> type) {
        return Objects.requireNonNull(
                sql.ask(question, statement -> statement, row -> Objects.requireNonNull(row.get(0, type)))
                        .collectList()
                        .block(PATIENCE));
    }
}
