package redoubt.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import redoubt.bench.limit.Server;

/**
 * The PostgreSQL that the program runs for itself, found by the files it keeps.
 *
 * @param server where it listens
 * @param pid the number of its process
 */
public record ProductDatabase(Server server, long pid) {

    private static final String NAME = "redoubt";
    private static final int PORT_LINE = 3;

    static ProductDatabase in(Path home) {
        try {
            var postmaster = Files.readAllLines(home.resolve("cluster").resolve("postmaster.pid"));
            var password = Files.readString(home.resolve("password")).strip();
            int port = Integer.parseInt(postmaster.get(PORT_LINE).strip());
            var server = new Server("127.0.0.1", port, NAME, NAME, password);
            return new ProductDatabase(
                    server, Long.parseLong(postmaster.getFirst().strip()));
        } catch (IOException absent) {
            throw new UncheckedIOException("The program's PostgreSQL was not found in " + home, absent);
        }
    }

    /** Another database of the same server. */
    public ProductDatabase database(String other) {
        return new ProductDatabase(server.database(other), pid);
    }

    /** A connection, which the caller closes. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + server.database(), properties);
    }

    /** Runs statements that give nothing; several in one text are allowed. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException("Not executed: " + sql, failed);
        }
    }

    /** The first column of every row, as texts. */
    public List<String> texts(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException("Not answered: " + sql, failed);
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) {
        return Long.parseLong(texts(sql).getFirst());
    }
}
