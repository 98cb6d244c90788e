package redoubt.query.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A table that is made anew, and how far it is.
 *
 * @param id identifies it
 * @param noun of the resources in the table
 * @param state what it is doing
 * @param wanted how it is to be made
 * @param reached the position of the log that the new rows reflect
 * @param goal where the log ended when it was last looked at
 * @param rate positions passed in a second, lately; null while that is not known
 * @param eta seconds until it has caught up, at that rate; null if that cannot be told
 * @param requestedAt when it was wanted
 * @param startedAt when it was begun; null if it was not
 * @param finishedAt when it ended, well or badly; null while it goes on
 * @param before the table that was there
 * @param made the table that takes its place
 * @param drift what a comparison found, a JSON object; null if there was none
 * @param error what went wrong and where, a JSON object; null if nothing did
 */
public record Rebuild(
        String id,
        String noun,
        State state,
        Wanted wanted,
        long reached,
        long goal,
        @Nullable Double rate,
        @Nullable Integer eta,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Generation before,
        Generation made,
        @Nullable String drift,
        @Nullable String error) {

    /**
     * One making of a table.
     *
     * @param number counts them; null while it is not known
     * @param checksum over all of its rows, at the position at which it was compared; null if it was not
     */
    public record Generation(
            @Nullable Long number, @Nullable String checksum) {}
}
