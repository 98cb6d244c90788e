package redoubt.infra.eventstore;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means to who asked. */
final class Faults {

    private Faults() {}

    /** Whether the database said itself that a call failed, so that nothing of it can have been committed. */
    static boolean answered(Throwable failure) {
        var state = state(failure);
        // 08: the connection; 57P: the server or this session is being shut down, perhaps after the commit.
        return state != null && !state.startsWith("08") && !state.startsWith("57P");
    }

    /** Whether the same call may well succeed at once: it collided with another transaction. */
    static boolean worthRepeating(Throwable failure) {
        var state = state(failure);
        return state != null && state.startsWith("40");
    }

    /** The failure of a single append that the database refused. */
    static RuntimeException ofAppend(Throwable failure) {
        var state = String.valueOf(state(failure));
        // 22: data, 23: constraints, 54: sizes. The events themselves cannot be stored, now or later.
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return new IllegalArgumentException("The event log cannot store this: " + failure.getMessage(), failure);
        }
        return new StoreUnavailable("The event log cannot be written: " + failure.getMessage(), failure);
    }

    /** The failure of a reading. */
    static Throwable ofReading(Throwable failure) {
        return failure instanceof R2dbcException
                ? new StoreUnavailable("The event log cannot be read: " + failure.getMessage(), failure)
                : failure;
    }

    private static @Nullable String state(Throwable failure) {
        return failure instanceof R2dbcException known ? known.getSqlState() : null;
    }
}
