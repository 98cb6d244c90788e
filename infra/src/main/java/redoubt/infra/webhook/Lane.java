package redoubt.infra.webhook;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The way to one endpoint. What it holds in memory is what is in flight; all else waits in the log and in the database, so a
 * slow endpoint is behind and nobody else is. Rounds use it one at a time; attempts end on any thread.
 */
final class Lane {

    private static final double SECOND = 1e9;

    private final AtomicInteger inFlight = new AtomicInteger();
    private final Disposable.Composite flying = Disposables.composite();
    private volatile Endpoint endpoint;
    private volatile boolean well = true;
    private volatile boolean hot = true;
    private long checkpoint;
    private double tokens = 1;
    private long filled = System.nanoTime();

    Lane(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.checkpoint = endpoint.checkpoint();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The endpoint may have changed, and something may be due. */
    void update(Endpoint now) {
        endpoint = now;
        checkpoint = Math.max(checkpoint, now.checkpoint());
        hot = true;
    }

    /** Up to which position it has its messages. */
    long checkpoint() {
        return checkpoint;
    }

    /** It has its messages up to there. */
    void reached(long position, boolean more) {
        checkpoint = position;
        if (more) {
            hot = true;
        }
    }

    /** How many attempts may begin; none while nothing is known to be due. */
    int room() {
        if (!hot) {
            return 0;
        }
        Endpoint now = endpoint;
        long at = System.nanoTime();
        tokens = Math.min(now.perSecond(), tokens + (at - filled) / SECOND * now.perSecond());
        filled = at;
        // Whoever did not take the last one is asked by one attempt at a time: many who are deaf are not in the way of others.
        int most = well ? now.inFlight() : 1;
        return (int) Math.min(tokens, most - inFlight.get());
    }

    /** So many attempts were found for so much room. */
    void found(int begun, int room) {
        tokens -= begun;
        if (begun < room) {
            hot = false;
        }
    }

    /** An attempt begins; whoever is told ends it. */
    Disposable.Swap begin() {
        inFlight.incrementAndGet();
        Disposable.Swap seat = Disposables.swap();
        flying.add(seat);
        return seat;
    }

    /** An attempt has ended. */
    void ended(Disposable seat) {
        inFlight.decrementAndGet();
        flying.remove(seat);
        hot = true;
    }

    /** Whether the last message was taken. */
    void took(boolean taken) {
        well = taken;
    }

    /** Ends; what is in flight is given up and tried again when its time has come. */
    void close() {
        flying.dispose();
    }
}
