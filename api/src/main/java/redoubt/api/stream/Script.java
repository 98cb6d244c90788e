package redoubt.api.stream;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** What a stream says in which order, and how far it is. Used by one thread at a time. */
final class Script {

    /** A server that stops takes a while to come back. */
    private static final long RETRY_LATER = 15_000;

    private final Span span;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(1_024);
    private volatile long cursor;
    private long told;
    private boolean caughtUp;

    Script(Span span) {
        this.span = span;
        this.cursor = span.after();
        this.told = span.after();
    }

    /** Begins. */
    void open(byte[] retry, byte[] ready) {
        say(retry);
        say(ready);
        pass(span.after());
    }

    /** Goes on to a signal of the feed. */
    void tell(Told next) {
        if (next.position() > span.until()) {
            pass(span.until());
            return;
        }
        byte[] frame = next.frame();
        if (frame != null) {
            if (next.position() > span.head()) {
                // Others may have moved the scan beyond the head; the mark belongs before whatever is newer.
                pass(span.head());
            }
            say(frame);
            told = next.position();
        }
        pass(next.position());
    }

    private void pass(long position) {
        cursor = Math.max(cursor, position);
        if (!caughtUp && cursor >= span.head()) {
            caughtUp = true;
            checkpoint(span.head());
            say(Frames.caughtUp(span.head()));
        }
    }

    /** How far it is. May be asked by any thread. */
    long position() {
        return cursor;
    }

    /** Whether everything that was asked for has been told. */
    boolean over() {
        return cursor >= span.until();
    }

    /** Whether the scan is further than the client knows. */
    boolean ahead() {
        return cursor > told;
    }

    /** Lets the client know how far the scan is. */
    void checkpoint() {
        checkpoint(cursor);
    }

    private void checkpoint(long position) {
        if (position > told) {
            say(Frames.checkpoint(position));
            told = position;
        }
    }

    /** Ends. */
    void close(Reason reason) {
        checkpoint();
        if (reason == Reason.SHUTDOWN) {
            say(Frames.retry(RETRY_LATER));
        }
        say(Frames.closing(reason));
    }

    /** Says a frame as it is. */
    void say(byte[] frame) {
        chunk.writeBytes(frame);
    }

    /** How much has been said since the last {@link #take}. */
    int size() {
        return chunk.size();
    }

    /** What has been said since the last time; null for nothing. */
    byte @Nullable [] take() {
        if (chunk.size() == 0) {
            return null;
        }
        byte[] taken = chunk.toByteArray();
        chunk.reset();
        return taken;
    }
}
