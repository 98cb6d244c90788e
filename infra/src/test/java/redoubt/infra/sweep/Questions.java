package redoubt.infra.sweep;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.query.tenancy.Rewritten;

/** Hears what the database is asked through the pools that requests use. Safe for any thread. */
class Questions implements RunningRedoubt.Observer {

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** Puts a pool that is listened to in the place of the one that there is. */
    @Override
    public Object seen(String name, Object part) {
        return part instanceof ConnectionPool pool && !name.equals("telling")
                ? pooled(said(name, (ConnectionFactory) Objects.requireNonNull(((Wrapped<?>) pool).unwrap())))
                : part;
    }

    /** What stands behind the pool of that name, but listened to. */
    ConnectionFactory said(String pool, ConnectionFactory connections) {
        return new Rewritten(connections, statement -> {
            // Whoever asked has their answer before the transaction has ended.
            if (!statement.equals("commit")) {
                heard.add(statement);
            }
            return statement;
        });
    }

    private static ConnectionPool pooled(ConnectionFactory connections) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(16)
                .build());
    }

    /** What was asked since the last time somebody looked, in no order. */
    List<String> taken() {
        List<String> taken = heard.stream().sorted().toList();
        heard.clear();
        return taken;
    }

    /** Forgets what was asked so far. */
    void forget() {
        heard.clear();
    }
}
