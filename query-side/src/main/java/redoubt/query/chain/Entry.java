package redoubt.query.chain;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A link of the chain as it was found; nothing about it is proved yet.
 *
 * @param position its place; 0 if that cannot be read
 * @param previous the hash that is said to stand before it; null for none
 * @param hash the hash that is said to be its own; null for none
 * @param core what is sealed; null if that cannot be read or is not there
 * @param checkpoint what was signed at this place, if anything was
 * @param organization in which it happened; null if that is not told
 * @param withheld whether what is sealed is left out, because it is nothing to whoever reads this
 */
public record Entry(
        long position,
        @Nullable String previous,
        @Nullable String hash,
        @Nullable ObjectNode core,
        @Nullable Checkpoint checkpoint,
        @Nullable String organization,
        boolean withheld) {

    /** One of which nobody tells where it happened. */
    public Entry(
            long position,
            @Nullable String previous,
            @Nullable String hash,
            @Nullable ObjectNode core,
            @Nullable Checkpoint checkpoint) {
        this(position, previous, hash, core, checkpoint, null, false);
    }

    /** One that cannot be read. */
    public static Entry unreadable(long position, @Nullable String previous, @Nullable String hash) {
        return new Entry(position, previous, hash, null, null);
    }

    /** One of which only the place and the hashes are told. */
    public static Entry withheld(long position, @Nullable String previous, @Nullable String hash) {
        return new Entry(position, previous, hash, null, null, null, true);
    }

    /** The same for the people of an organization: of what happened in another they learn that something did. */
    public Entry shownTo(String other) {
        return other.equals(organization) ? this : withheld(position, previous, hash);
    }
}
