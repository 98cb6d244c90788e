package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One fresh database with the program's schema, owned by the test that asked for it. */
public final class TestDatabase implements AutoCloseable {

    private static final int POOL_SIZE = 8;

    private final TestPostgres server;
    private final String name;
    private final List<ConnectionPool> pools = new CopyOnWriteArrayList<>();

    TestDatabase(TestPostgres server, String name) {
        this.server = server;
        this.name = name;
    }

    public String host() {
        return TestPostgres.HOST;
    }

    public int port() {
        return server.port();
    }

    public String name() {
        return name;
    }

    public String user() {
        return TestPostgres.USER;
    }

    public String password() {
        return TestPostgres.PASSWORD;
    }

    /** The address in the form that {@code REDOUBT_DATABASE_URL} takes. */
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s?sslmode=disable".formatted(user(), password(), host(), port(), name);
    }

    /** Every subscription opens a connection of its own; the caller closes it. */
    public ConnectionFactory connections() {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(host())
                .port(port())
                .username(user())
                .password(password())
                .database(name)
                .build());
    }

    /** A pool of {@value #POOL_SIZE} connections, closed together with this database. */
    public ConnectionPool pool() {
        var pool = new ConnectionPool(ConnectionPoolConfiguration.builder(connections())
                .initialSize(0)
                .maxSize(POOL_SIZE)
                .build());
        pools.add(pool);
        return pool;
    }

    /** Drops the database, whoever is still connected to it. */
    public void drop() {
        pools.forEach(ConnectionPool::dispose);
        server.execute("drop database if exists \"" + name + "\" with (force)");
    }

    @Override
    public void close() {
        drop();
    }
}
