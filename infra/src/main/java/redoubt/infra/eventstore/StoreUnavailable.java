package redoubt.infra.eventstore;

import org.jspecify.annotations.Nullable;

/** The database could not be reached, or could not do its work; nothing was written. Try again later. */
public final class StoreUnavailable extends RuntimeException {

    StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }
}
