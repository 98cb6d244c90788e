package redoubt.infra.kafka.relay;

import java.time.Duration;
import java.util.TreeSet;

/**
 * What is under way between the log and a topic. Events arrive in any order; the log has been told up to the last one before
 * which none is missing. Safe for any thread.
 */
final class Window {

    private final TreeSet<Long> underWay = new TreeSet<>();
    private long last;
    private long movedAt;

    /** @param last the position up to which everything has arrived already */
    Window(long last) {
        this.last = last;
    }

    /** The event at a position sets out; positions rise. */
    synchronized void left(long position, long now) {
        if (underWay.isEmpty()) {
            movedAt = now;
        }
        underWay.add(position);
        last = position;
    }

    /** The event at a position has arrived; tells up to which one all have. */
    synchronized long arrived(long position, long now) {
        underWay.remove(position);
        movedAt = now;
        return underWay.isEmpty() ? last : underWay.first() - 1;
    }

    /** Whether something is under way and nothing has arrived for so long; moments are those of the system's nano time. */
    synchronized boolean stuck(Duration patience, long now) {
        return !underWay.isEmpty() && now - movedAt > patience.toNanos();
    }
}
