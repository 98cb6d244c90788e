package redoubt.query;

import java.time.Instant;

/**
 * When something is looked at.
 *
 * @param position the state of the log; {@link #PRESENT} for whatever the read models hold now
 * @param instant the clock, for members that follow from it
 */
public record Moment(long position, Instant instant) {

    /** The position of "now". */
    public static final long PRESENT = Long.MAX_VALUE;

    /** Now. */
    public static Moment now(Instant instant) {
        return new Moment(PRESENT, instant);
    }

    /** Whether it is a moment in the past of the log. */
    public boolean past() {
        return position != PRESENT;
    }
}
