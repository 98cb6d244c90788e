package redoubt.query;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;

/**
 * A fresh database with the read side's schema, for the test that asks for it. One real server serves the whole run; a
 * database is a clone of a template and takes some thirty milliseconds.
 */
public final class Database implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEMPLATE = "template_read";

    /** The role of people's questions. */
    public static final String READER = "postgres_reader";

    /** What the program begins sessions for people's questions with. */
    private static final Map<String, String> READING =
            Map.of("role", READER, "default_transaction_read_only", "on", "enable_self_join_elimination", "off");

    private final String name;
    private final ConnectionPool pool;
    private final ConnectionPool questions;

    private Database(String name) {
        this.name = name;
        this.pool = pool(connections(name), 8);
        this.questions = questions(8);
    }

    public static Database fresh() {
        String name = "test_" + Server.CLONES.incrementAndGet();
        run("postgres", "create database " + name + " template " + TEMPLATE);
        return new Database(name);
    }

    /** Every subscription opens a connection of its own. */
    public ConnectionFactory sessions() {
        return connections(name);
    }

    public ConnectionFactory pool() {
        return pool;
    }

    /** For what people ask. */
    public ConnectionPool questions() {
        return questions;
    }

    /** The same with so many connections, for who closes it. */
    public ConnectionPool questions(int size) {
        return pool(connections(Server.PORT, name, READING), size);
    }

    private static ConnectionPool pool(ConnectionFactory connections, int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(size)
                .build());
    }

    public void run(String sql) {
        run(name, sql);
    }

    /** The first column of what a select yields, as text. */
    public List<String> ask(String sql) {
        return Flux.usingWhen(
                        connections(name).create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map(row -> String.valueOf(row.get(0, String.class)))),
                        Connection::close)
                .collectList()
                .block(PATIENCE);
    }

    @Override
    public void close() {
        pool.dispose();
        questions.dispose();
        run("postgres", "drop database " + name + " with (force)");
    }

    private static void run(String database, String sql) {
        execute(connections(database), sql);
    }

    private static void execute(ConnectionFactory connections, String sql) {
        Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(Result::getRowsUpdated),
                        Connection::close)
                .blockLast(PATIENCE);
    }

    private static ConnectionFactory connections(String database) {
        return connections(Server.PORT, database);
    }

    private static ConnectionFactory connections(int port, String database) {
        return connections(port, database, Map.of());
    }

    private static ConnectionFactory connections(int port, String database, Map<String, String> settings) {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("localhost")
                .port(port)
                .username("postgres")
                .database(database)
                .options(settings)
                .build());
    }

    private static String script(String name) {
        try (var in = Database.class.getResourceAsStream("/schema/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started when first touched; ends with the JVM. */
    private static final class Server {

        static final AtomicInteger CLONES = new AtomicInteger();
        static final int PORT = start();

        private static int start() {
            try {
                int port = EmbeddedPostgres.start().getPort();
                execute(connections(port, "postgres"), "create database " + TEMPLATE);
                execute(connections(port, TEMPLATE), script("002_read_side.sql"));
                execute(connections(port, TEMPLATE), script("005_parked_events.sql"));
                execute(connections(port, TEMPLATE), script("007_rebuilds.sql"));
                execute(connections(port, TEMPLATE), "alter table token_use add column owner uuid");
                execute(connections(port, TEMPLATE), "create role " + READER + " nologin");
                execute(connections(port, TEMPLATE), script("013_row_security.sql"));
                execute(connections(port, TEMPLATE), script("016_webhooks.sql"));
                execute(connections(port, TEMPLATE), script("021_past_tables.sql"));
                execute(connections(port, TEMPLATE), script("022_paused_projections.sql"));
                execute(connections(port, TEMPLATE), script("023_mark.sql"));
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
