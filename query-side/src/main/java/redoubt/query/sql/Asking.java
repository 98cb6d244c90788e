package redoubt.query.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import redoubt.query.tenancy.Confined;

/**
 * Puts people's questions to the database, each on a connection of its own that is not waited for by whoever takes the
 * rows. Whatever a question says, it sees the organizations that it is put for.
 */
public final class Asking {

    private final Confined confined;

    /** Questions are put through {@code confined}. */
    public Asking(Confined confined) {
        this.confined = confined;
    }

    /** The rows of an organization that a select yields; no more than fit in memory. */
    public <T> Flux<T> rows(String organization, Clause select, Function<Readable, T> row) {
        return rows(List.of(organization), select, row);
    }

    /** The rows of several organizations that a select yields; no more than fit in memory. */
    public <T> Flux<T> rows(Collection<String> organizations, Clause select, Function<Readable, T> row) {
        return confined.ask(organizations, connection -> answer(connection, select, row))
                .flatMapIterable(rows -> rows);
    }

    static <T> Flux<T> answer(Connection connection, Clause select, Function<Readable, T> row) {
        return Flux.from(statement(connection, select).execute()).concatMap(result -> result.map(row));
    }

    private static Statement statement(Connection connection, Clause select) {
        Statement statement = connection.createStatement(select.numbered());
        for (int i = 0; i < select.values().size(); i++) {
            statement.bind(i, select.values().get(i));
        }
        return statement;
    }
}
