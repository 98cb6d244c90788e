package redoubt.infra.eventstore;

import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * How snapshots are understood by whoever sources. Put one into a processing context, and a stream of one tag that is
 * read from the table begins with its latest snapshot, if there is one: as a message that {@link #read} supplies the
 * payload of, followed by the events after it. What the reader has {@linkplain #atHand at hand} itself is preferred to
 * that, and shortens a stream that comes from memory too, which is whole otherwise.
 *
 * <p>All methods are called from many threads at once, event-loop threads among them, and must not block.
 */
public interface SnapshotFormat {

    /** Under what it lies in a processing context. */
    ResourceKey<SnapshotFormat> KEY = ResourceKey.withLabel("snapshots");

    /** Under which fingerprint a stream has snapshots that are understood; null if it has none. */
    @Nullable
    String fingerprint(Tag stream);

    /**
     * What a snapshot of that fingerprint says.
     *
     * @throws RuntimeException if it cannot be read; the stream is then read from its beginning
     */
    Object read(StoredSnapshot snapshot);

    /** How far the reader has come with a stream before, if it still knows: only what came later is then read. */
    default @Nullable Folded atHand(Tag stream) {
        return null;
    }

    /**
     * What stands for the first events of a stream.
     *
     * @param position of the last event that it stands for; every event of the stream up to there is in it
     * @param payload what they come to, in the words of the reader
     */
    record Folded(long position, Object payload) {}
}
