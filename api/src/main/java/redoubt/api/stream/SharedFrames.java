package redoubt.api.stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import redoubt.query.feed.Publication;

/**
 * Frames of events. Those who hold the same rights are told the very same publications, and for them a frame is made once. Safe
 * for any thread.
 */
final class SharedFrames {

    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Telling telling;

    /** By identity: what is equal may be seen by others. */
    private final Cache<Publication, byte[]> whole = Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MOST_BYTES)
            .weigher((Publication _, byte[] frame) -> frame.length)
            .build();

    SharedFrames(Telling telling) {
        this.telling = telling;
    }

    /** The frame that tells of an event. Nobody may write into it. */
    byte[] of(Publication told, Payload payload) {
        if (payload != Payload.FULL) {
            return made(told, payload);
        }
        byte[] known = whole.getIfPresent(told);
        if (known == null) {
            known = made(told, payload);
            whole.put(told, known);
        }
        return known;
    }

    private byte[] made(Publication told, Payload payload) {
        return Frames.event(told.position(), told.event().name(), telling.bytes(told, payload));
    }
}
