package redoubt.query.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * A table that is made from the log.
 *
 * @param noun of the resources in it
 * @param generation how often it has been made
 * @param position the position of the log that it reflects
 * @param lastChange the position of the last event that changed it; 0 for none
 * @param parked how many resources stand still because one of their events could not be written
 * @param failure what went wrong with the first of them; null if none
 * @param paused whether it stands still because an operator wants it
 * @param rebuild the one that goes on; null for none
 */
public record Projection(
        String noun,
        long generation,
        long position,
        long lastChange,
        long parked,
        @Nullable Failure failure,
        boolean paused,
        @Nullable Rebuild rebuild) {

    /**
     * An event that could not be written.
     *
     * @param position where it stands in the log
     * @param type what it is called
     * @param message what went wrong
     */
    public record Failure(long position, String type, String message) {}
}
