package redoubt.api.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many more chunks the socket takes. The server asks for a bounded number ahead and for more as they are written, so
 * what waits for a slow client is that many chunks and no more. Safe for any thread.
 */
final class Pace {

    private final AtomicLong demand = new AtomicLong();

    /** The reader asks for more. */
    void asked(long chunks) {
        demand.getAndUpdate(known -> known + chunks < 0 ? Long.MAX_VALUE : known + chunks);
    }

    /** A chunk is about to be handed over. */
    void sending() {
        demand.getAndUpdate(known -> known == Long.MAX_VALUE ? known : known - 1);
    }

    /** Whether another chunk may be handed over. */
    boolean free() {
        return demand.get() > 0;
    }
}
