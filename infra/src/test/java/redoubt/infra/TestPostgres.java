package redoubt.infra;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.DatabaseAddress;
import redoubt.infra.postgres.Limits;
import redoubt.infra.postgres.OwnPostgres;
import redoubt.infra.postgres.ReaderRole;
import redoubt.infra.postgres.Schema;

/**
 * A real PostgreSQL for the tests of this module: one server for each test JVM, started by the first test that asks.
 *
 * <p>The schema is applied once, to a template; {@link #fresh()} clones it in some 30 ms, so that no test sees the rows
 * of another. The server trades durability for speed, as nobody reads its data after the run.
 */
public final class TestPostgres {

    private static final String TEMPLATE = "redoubt_template";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<String, String> FAST = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "300");

    private final OwnPostgres server;
    private final AtomicInteger clones = new AtomicInteger();

    private TestPostgres() {
        try {
            var target = Files.createDirectories(Path.of("target"));
            var home = Files.createTempDirectory(target, "postgres-");
            server = OwnPostgres.start(home, programs(), FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(home)));
        } catch (IOException unstartable) {
            throw new UncheckedIOException("The test database did not start", unstartable);
        }
        execute("create database " + TEMPLATE);
        ReaderRole.ready(connections(TEMPLATE), address(TEMPLATE)).block(PATIENCE);
        Schema.onClassPath().apply(connections(TEMPLATE)).block(PATIENCE);
    }

    /** An empty database with the whole schema. */
    public static TestDatabase fresh() {
        return Running.SERVER.clone(TEMPLATE);
    }

    /** A database with nothing in it, for tests of what creates the schema. */
    public static TestDatabase bare() {
        return Running.SERVER.clone("template0");
    }

    /** A database with nothing in it, of a user who is no superuser and has these rights; both are gone when it is closed. */
    public static TestDatabase owned(String user, String rights) {
        var server = Running.SERVER;
        server.execute("create role " + user + " login password '" + user + "' " + rights);
        var name = "owned_by_" + user;
        server.execute("create database " + name + " template template0 owner " + user);
        var at = server.address(name);
        return new TestDatabase(
                server, new DatabaseAddress(at.host(), at.port(), name, user, user, at.options()), List.of(user));
    }

    /** Where tests unpack PostgreSQL once and for all, so that every server of every run starts in a second. */
    public static Path programs() {
        return Path.of("target", "postgres-programs");
    }

    DatabaseAddress address(String database) {
        var at = server.address();
        return new DatabaseAddress(at.host(), at.port(), database, at.user(), at.password(), at.options());
    }

    void execute(String statement) {
        execute("postgres", statement);
    }

    void execute(String database, String statement) {
        Mono.usingWhen(
                        connections(database).create(),
                        connection -> Flux.from(
                                        connection.createStatement(statement).execute())
                                .flatMap(Result::getRowsUpdated)
                                .then(),
                        Connection::close)
                .block(PATIENCE);
    }

    private ConnectionFactory connections(String database) {
        return Connections.sessions(address(database), Limits.standard(), "test");
    }

    private TestDatabase clone(String template) {
        var name = "test_" + clones.incrementAndGet();
        execute("create database " + name + " template " + template);
        return new TestDatabase(this, address(name), List.of());
    }

    private void remove(Path home) {
        server.close();
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException leftForClean) {
            System.err.println("Not removed: " + home);
        }
    }

    /** Started when first touched. */
    private static final class Running {
        static final TestPostgres SERVER = new TestPostgres();
    }
}
