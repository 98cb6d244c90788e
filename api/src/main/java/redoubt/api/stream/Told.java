package redoubt.api.stream;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A signal of the feed, to be sent. What waits for a client that is slow is not written out before it is its turn. */
final class Told {

    private final long position;
    private final @Nullable Supplier<byte[]> frame;

    private Told(long position, @Nullable Supplier<byte[]> frame) {
        this.position = position;
        this.frame = frame;
    }

    /** A frame that is there already; null when there is nothing to tell up to that position. */
    Told(long position, byte @Nullable [] frame) {
        this(position, frame == null ? null : (Supplier<byte[]>) () -> frame);
    }

    /** A frame that is made when it is sent. */
    static Told of(long position, Supplier<byte[]> frame) {
        return new Told(position, frame);
    }

    /** The position of the log. */
    long position() {
        return position;
    }

    /** What to send; null when there is nothing to tell up to that position. */
    byte @Nullable [] frame() {
        return frame == null ? null : frame.get();
    }
}
