package redoubt.query.rebuild;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a rebuild is doing. */
public enum State {
    /** Waits for its turn. */
    QUEUED(true),
    /** Fills the new table from the log. */
    RUNNING(true),
    /** The new table is full but for what happened meanwhile. */
    CATCHING_UP(true),
    /** Compares the new table with the old one. */
    VERIFYING(true),
    /** The new table has just taken the place of the old one. */
    SWAPPED(false),
    /** Done. */
    COMPLETED(false),
    /** Somebody stopped it; the old table serves on. */
    CANCELLED(false),
    /** It came to an event that cannot be written; the old table serves on. */
    FAILED(false);

    /** Those that go on, as a list in SQL. */
    public static final String OPEN = Arrays.stream(values())
            .filter(State::open)
            .map(state -> "'" + state.code() + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    private final boolean open;

    State(boolean open) {
        this.open = open;
    }

    /** Whether it goes on, and can be stopped. */
    public boolean open() {
        return open;
    }

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that name on the wire. */
    public static State of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
