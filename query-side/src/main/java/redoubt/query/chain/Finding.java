package redoubt.query.chain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first thing that is wrong with a log.
 *
 * @param reason what
 * @param position where
 * @param expected what should stand there; null if that has no short form
 * @param found what stands there; null for nothing
 */
public record Finding(
        Reason reason,
        long position,
        @Nullable String expected,
        @Nullable String found) {

    /** The kinds of things that can be wrong. */
    public enum Reason {
        /** The event is not the one that was sealed. */
        HASH_MISMATCH,
        /** The event does not continue the one before it: something is missing, added or moved. */
        PREV_HASH_MISMATCH,
        /** The history of a resource leaves out or repeats a version. */
        VERSION_GAP,
        /** The event stands behind one that came after it. */
        POSITION_ORDER,
        /** None of the known keys signed the checkpoint. */
        CHECKPOINT_SIGNATURE,
        /** The chain is not what was signed. */
        CHECKPOINT_MISMATCH,
        /** The chain is not what somebody remembers. */
        ANCHOR_MISMATCH,
        /** The event that somebody remembers is gone: the log was cut, or restored from an older copy. */
        ANCHOR_MISSING,
        /** The event is gone or cannot be understood. */
        UNREADABLE_EVENT;

        /** Its name on the wire. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
