package redoubt.infra.privacy;

import org.jspecify.annotations.Nullable;

/** Redoubt cannot start: there is no master key, or it is not the one of the database. The message says so to whoever starts it. */
public final class MasterKeyUnusable extends RuntimeException {

    MasterKeyUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
