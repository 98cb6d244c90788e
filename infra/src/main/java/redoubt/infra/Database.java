package redoubt.infra;

import org.jspecify.annotations.Nullable;
import redoubt.infra.postgres.DatabaseAddress;
import redoubt.infra.postgres.OwnPostgres;

/** The database of this process: its address, and the server itself if that is ours to stop. */
record Database(DatabaseAddress address, @Nullable OwnPostgres own) implements AutoCloseable {

    static Database of(RedoubtProperties properties) {
        var url = properties.databaseUrl();
        if (url != null) {
            return new Database(DatabaseAddress.parse(url), null);
        }
        var own = OwnPostgres.start(properties.data().resolve("postgres"));
        return new Database(own.address(), own);
    }

    /** Stops the server if it is ours; whoever talks to it must have finished. */
    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
