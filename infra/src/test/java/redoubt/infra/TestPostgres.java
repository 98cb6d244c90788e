package redoubt.infra;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A real PostgreSQL for the tests of this module: one server for each test JVM, started by the first test that asks.
 *
 * <p>The schema is applied once, to a template; {@link #fresh()} clones it in some 30 ms, so that no test sees the rows
 * of another. The server trades durability for speed, as nobody reads its data after the run.
 */
public final class TestPostgres {

    static final String HOST = "127.0.0.1";
    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    private static final String TEMPLATE = "redoubt_template";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;
    private final AtomicInteger clones = new AtomicInteger();

    private TestPostgres() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", HOST)
                    .setServerConfig("full_page_writes", "off")
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setPGStartupWait(PATIENCE)
                    .start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException("The test database did not start", unstartable);
        }
        execute("create database " + TEMPLATE);
        in(TEMPLATE, scripts());
    }

    /** An empty database with the whole schema. */
    public static TestDatabase fresh() {
        return Running.SERVER.clone(TEMPLATE);
    }

    /** A database with nothing in it, for tests of what creates the schema. */
    public static TestDatabase bare() {
        return Running.SERVER.clone("template0");
    }

    int port() {
        return server.getPort();
    }

    void execute(String statement) {
        in("postgres", List.of(statement));
    }

    private TestDatabase clone(String template) {
        var name = "test_" + clones.incrementAndGet();
        execute("create database " + name + " template " + template);
        return new TestDatabase(this, name);
    }

    private void in(String database, List<String> scripts) {
        var connections = new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(HOST)
                .port(port())
                .username(USER)
                .password(PASSWORD)
                .database(database)
                .build());
        Mono.usingWhen(
                        connections.create(),
                        connection -> run(connection, scripts),
                        PostgresqlConnection::close)
                .block(PATIENCE);
    }

    private static Mono<Void> run(PostgresqlConnection connection, List<String> scripts) {
        return Flux.fromIterable(scripts)
                .concatMap(script -> connection.createStatement(script).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }

    private static List<String> scripts() {
        try {
            var found = new PathMatchingResourcePatternResolver().getResources("classpath*:schema/*.sql");
            return Arrays.stream(found)
                    .sorted(Comparator.comparing(TestPostgres::fileName))
                    .map(TestPostgres::text)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String fileName(Resource script) {
        return String.valueOf(script.getFilename());
    }

    private static String text(Resource script) {
        try {
            return script.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Started when first touched, stopped by the library's own hook at the end of the JVM. */
    private static final class Running {
        static final TestPostgres SERVER = new TestPostgres();
    }
}
