package redoubt.infra;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.function.Predicate;
import redoubt.infra.eventstore.OutcomeUnknown;
import redoubt.infra.eventstore.StoreBusy;
import redoubt.infra.eventstore.StoreUnavailable;

/** Tells an outage of the database, which passes, from a mistake of ours, which does not. */
final class Outages implements Predicate<Throwable> {

    @Override
    public boolean test(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (outage(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean outage(Throwable thrown) {
        return switch (thrown) {
            case StoreUnavailable _, StoreBusy _, OutcomeUnknown _ -> true;
            // A connection that is gone or not to be had, in time or at all; a statement that was ended from outside.
            case R2dbcNonTransientResourceException _, R2dbcTransientException _ -> true;
            case IOException _ -> true;
            default -> false;
        };
    }
}
