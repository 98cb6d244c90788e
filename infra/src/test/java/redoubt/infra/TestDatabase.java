package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.DatabaseAddress;
import redoubt.infra.postgres.Limits;
import redoubt.infra.postgres.ReaderRole;

/** One fresh database with the program's schema, owned by the test that asked for it. */
public final class TestDatabase implements AutoCloseable {

    /** A master key for all that share a database, each of which has its own directory. */
    public static final String MASTER_KEY = "cmVkb3VidCB0ZXN0cyBzaGFyZSB0aGlzIG9uZSBrZXk=";

    private final TestPostgres server;
    private final DatabaseAddress address;
    private final List<String> owners;
    private final List<ConnectionPool> pools = new CopyOnWriteArrayList<>();

    /** @param owners roles that go with it */
    TestDatabase(TestPostgres server, DatabaseAddress address, List<String> owners) {
        this.server = server;
        this.address = address;
        this.owners = owners;
    }

    public DatabaseAddress address() {
        return address;
    }

    public String host() {
        return address.host();
    }

    public int port() {
        return address.port();
    }

    public String name() {
        return address.database();
    }

    /** The address in the form that {@code REDOUBT_DATABASE_URL} takes. */
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s?sslmode=disable"
                .formatted(address.user(), address.password(), host(), port(), name());
    }

    /** Every subscription opens a connection of its own; the caller closes it. */
    public ConnectionFactory connections() {
        return Connections.sessions(address, Limits.standard(), "test");
    }

    /** A pool of the product's own kind, closed together with this database. */
    public ConnectionPool pool() {
        var pool = Connections.pool(address, Limits.standard());
        pools.add(pool);
        return pool;
    }

    /** A pool of the product's own kind for what people ask, of so many connections, closed together with this database. */
    public ConnectionPool questions(int size) {
        var settings = ReaderRole.settings(connections(), address).block(Duration.ofSeconds(30));
        var standard = Limits.standard();
        var limits = new Limits(size, standard.acquire(), standard.statement(), standard.idleInTransaction());
        var pool = Connections.questions(address, limits, settings);
        pools.add(pool);
        return pool;
    }

    /** Drops the database, whoever is still connected to it. */
    public void drop() {
        pools.forEach(ConnectionPool::dispose);
        server.execute("drop database if exists \"" + name() + "\" with (force)");
        for (String owner : owners) {
            server.execute("drop role if exists " + owner + "_reader");
            server.execute("drop role " + owner);
        }
    }

    /** What a superuser does in it. */
    public void asSuperuser(String statements) {
        server.execute(name(), statements);
    }

    @Override
    public void close() {
        drop();
    }
}
