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
 */
public record Entry(
        long position,
        @Nullable String previous,
        @Nullable String hash,
        @Nullable ObjectNode core,
        @Nullable Checkpoint checkpoint) {

    /** One that cannot be read. */
    public static Entry unreadable(long position, @Nullable String previous, @Nullable String hash) {
        return new Entry(position, previous, hash, null, null);
    }
}
