package redoubt.api.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one chunk after the other through: the next when the one before it was accepted by the network. Used by one
 * thread at a time, but for the demand.
 */
final class Valve {

    /** Within this the server has passed a chunk on to the connection, where it can be seen. */
    static final long BREATH = 10;

    private final Outlet outlet;
    private final AtomicLong demand = new AtomicLong();
    private boolean open = true;
    private long wroteAt;
    private long movedAt;
    private long seen;

    /** Begins to count at {@code now}, in milliseconds like all its times. */
    Valve(Outlet outlet, long now) {
        this.outlet = outlet;
        this.wroteAt = now;
        this.movedAt = now;
    }

    /** The server asks for more. */
    void asked(long chunks) {
        demand.getAndUpdate(known -> known + chunks < 0 ? Long.MAX_VALUE : known + chunks);
    }

    /** Whether a chunk may be written now. */
    boolean open(long now) {
        if (!open) {
            long pending = outlet.pending();
            open = pending == 0 && now - wroteAt >= BREATH;
            if (pending != seen) {
                seen = pending;
                movedAt = now;
            }
        }
        return open && demand.get() > 0;
    }

    /** A chunk is written. */
    void wrote(long now) {
        open = false;
        wroteAt = now;
        movedAt = now;
        demand.getAndUpdate(known -> known == Long.MAX_VALUE ? known : known - 1);
    }

    /** How long ago something was written. */
    long silentFor(long now) {
        return now - wroteAt;
    }

    /** How long ago the network accepted something, as long as there is something to accept. */
    long stuckFor(long now) {
        return now - movedAt;
    }

    /** When it makes sense to look again: at first soon, then ever later. */
    long next(long now) {
        return Math.max(BREATH, stuckFor(now));
    }

    /** Ends the connection. */
    void hangUp() {
        outlet.hangUp();
    }
}
