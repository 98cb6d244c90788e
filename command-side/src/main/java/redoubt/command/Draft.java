package redoubt.command;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;

/**
 * A resource about to be written.
 *
 * @param ref which one
 * @param before as it was; null when it is created
 * @param proposed as the writer wants it
 * @param by who writes
 * @param now the moment of writing
 * @param today the calendar day, in the time zone of the house
 * @param onwards whether what follows from it later is meant as well, and not it alone
 */
public record Draft<R>(
        Ref<R> ref,
        @Nullable Known<R> before,
        R proposed,
        Principal by,
        Instant now,
        LocalDate today,
        boolean onwards) {

    /** The state before; null when it is created. */
    public @Nullable R former() {
        return before == null ? null : before.state();
    }
}
