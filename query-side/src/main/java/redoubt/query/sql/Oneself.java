package redoubt.query.sql;

import java.util.Objects;
import redoubt.model.access.Principal;

/** A word by which whoever asks means themselves, where an account could stand. */
enum Oneself {
    /** Whoever asks. */
    ME;

    /** The identifier that the word stands for; for the system, one that nobody has. */
    static String of(Principal by) {
        return Objects.requireNonNullElse(by.actor().user(), "00000000-0000-0000-0000-000000000000");
    }
}
