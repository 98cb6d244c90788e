package redoubt.query.sql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import redoubt.query.tenancy.Confined;

/**
 * Puts people's questions to the database, each on a connection of its own that is not waited for by whoever takes the
 * rows. Whatever a question says, it sees the organizations that it is put for.
 */
public final class Asking {

    private final Confined confined;
    private final UnaryOperator<String> text;

    /** Questions are put through {@code confined}. */
    public Asking(Confined confined) {
        this(confined, UnaryOperator.identity());
    }

    private Asking(Confined confined, UnaryOperator<String> text) {
        this.confined = confined;
        this.text = text;
    }

    /** The same questions in other words; what they are about is bound to them and stays. */
    Asking rewritten(UnaryOperator<String> text) {
        return new Asking(confined, text);
    }

    /** The rows of an organization that a select yields; no more than fit in memory. */
    public <T> Flux<T> rows(String organization, Clause select, Function<Readable, T> row) {
        return rows(List.of(organization), select, row);
    }

    /** The rows of several organizations that a select yields; no more than fit in memory. */
    public <T> Flux<T> rows(Collection<String> organizations, Clause select, Function<Readable, T> row) {
        return confined.ask(organizations, connection -> answer(connection, text.apply(select.numbered()), select, row))
                .flatMapIterable(rows -> rows);
    }

    static <T> Flux<T> answer(Connection connection, Clause select, Function<Readable, T> row) {
        return answer(connection, select.numbered(), select, row);
    }

    private static <T> Flux<T> answer(Connection connection, String sql, Clause select, Function<Readable, T> row) {
        return Flux.from(statement(connection, sql, select).execute()).concatMap(result -> result.map(row));
    }

    private static Statement statement(Connection connection, String sql, Clause select) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < select.values().size(); i++) {
            statement.bind(i, select.values().get(i));
        }
        return statement;
    }
}
