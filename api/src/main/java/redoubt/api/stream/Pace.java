package redoubt.api.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many chunks are on their way to the socket. Servers ask for a good number of chunks in advance, and from then on
 * for one more whenever one is written; taking the first demand at its word would buffer all of that. So demand is read
 * as an acknowledgement: only what nobody acknowledged yet is under way. Safe for any thread.
 */
final class Pace {

    private final AtomicLong demand = new AtomicLong();
    private final AtomicLong underWay = new AtomicLong();

    /** The reader asks for more. */
    void asked(long chunks) {
        demand.getAndUpdate(known -> known + chunks < 0 ? Long.MAX_VALUE : known + chunks);
        underWay.getAndUpdate(known -> Math.max(0, known - chunks));
    }

    /** A chunk is about to be handed over. */
    void sending() {
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
            underWay.incrementAndGet();
        }
    }

    /** Whether another chunk may be handed over. */
    boolean free() {
        return demand.get() > 0 && underWay.get() == 0;
    }
}
