package redoubt.query.rebuild;

import org.jspecify.annotations.Nullable;

/**
 * How a table is to be made anew.
 *
 * @param reason why, in the words of whoever wants it
 * @param verify whether the old rows are compared with the new ones, row by row, at one position
 * @param swap whether the new table takes the place of the old one; otherwise it is only looked at
 * @param batch events written at a time
 * @param pace most events in a second; null for as many as possible
 * @param by the user who wants it; null for the system
 */
public record Wanted(
        String reason,
        boolean verify,
        boolean swap,
        int batch,
        @Nullable Integer pace,
        @Nullable String by) {

    /** Events written at a time if nobody says otherwise. */
    public static final int USUAL_BATCH = 1_000;
}
