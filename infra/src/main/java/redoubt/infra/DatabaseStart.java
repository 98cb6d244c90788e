package redoubt.infra;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.Limits;
import redoubt.infra.postgres.ReaderRole;
import redoubt.infra.postgres.Schema;

/**
 * Brings up the database, with its schema, while the framework still reads its configuration, so that neither waits for the
 * other.
 */
final class DatabaseStart {

    private final CompletableFuture<Database> database;
    private final CompletableFuture<Prepared> prepared;
    private volatile boolean handedOver;

    private DatabaseStart(RedoubtProperties properties) {
        this.database = begun("database", () -> Database.of(properties));
        this.prepared =
                database.thenCompose(found -> begun("schema", () -> prepared(found, limits(properties), properties)));
    }

    /** Begins at once, on a thread of its own. */
    static DatabaseStart of(RedoubtProperties properties) {
        return new DatabaseStart(properties);
    }

    /** The database as soon as it runs, to be closed by the caller; fails as its start does. */
    Database database() {
        Database found = await(database);
        handedOver = true;
        return found;
    }

    /** Dedicated connections to it, as soon as its schema is complete. */
    ConnectionFactory sessions() {
        return await(prepared).sessions();
    }

    /** With what sessions for people's questions are opened. */
    Map<String, String> questions() {
        return await(prepared).questions();
    }

    /** Stops what was started for nobody, because something else failed first. */
    void abandon() {
        if (!handedOver) {
            database.thenAccept(Database::close).exceptionally(_ -> null).join();
        }
    }

    static Limits limits(RedoubtProperties properties) {
        var pool = properties.pool();
        return new Limits(pool.size(), pool.acquireTimeout(), pool.statementTimeout(), pool.idleInTransactionTimeout());
    }

    private static Prepared prepared(Database database, Limits limits, RedoubtProperties properties) {
        var sessions = Connections.sessions(database.address(), limits, "session");
        // The start of the process is the one place that may wait: nothing is served before the schema stands.
        var settings = Connections.answering(sessions, database.address(), properties.databaseWait())
                .then(ReaderRole.ready(sessions, database.address()))
                .then(Schema.onClassPath().apply(sessions))
                .then(ReaderRole.settings(sessions, database.address()))
                .block();
        return new Prepared(sessions, Objects.requireNonNull(settings));
    }

    private record Prepared(ConnectionFactory sessions, Map<String, String> questions) {}

    private static <T> CompletableFuture<T> begun(String what, Supplier<T> work) {
        var begun = new CompletableFuture<T>();
        Thread.ofPlatform().daemon().name(what).start(() -> {
            try {
                begun.complete(work.get());
            } catch (Throwable failure) {
                begun.completeExceptionally(failure);
            }
        });
        return begun;
    }

    private static <T> T await(CompletableFuture<T> begun) {
        try {
            return begun.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
