package redoubt.infra.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest events, by position. One writer at a time, any number of readers beside it: a reader whose event has been
 * overwritten notices by its position, and turns to the table.
 */
final class Ring {

    private final AtomicReferenceArray<@Nullable Arrival> slots;
    private final long most;
    private long weight;
    private long oldest = -1;

    /** @param most weight of all events kept, beyond which the oldest are forgotten early */
    Ring(int slots, long most) {
        this.slots = new AtomicReferenceArray<>(slots);
        this.most = most;
    }

    void add(Arrival arrival) {
        int slot = slot(arrival.position());
        var overwritten = slots.getAndSet(slot, arrival);
        weight += arrival.weight() - weight(overwritten);
        if (oldest < 0) {
            oldest = arrival.position();
        }
        oldest = Math.max(oldest, arrival.position() - slots.length() + 1);
        while (weight > most && oldest <= arrival.position()) {
            weight -= weight(slots.getAndSet(slot(oldest), null));
            oldest++;
        }
    }

    /** Events in {@code (after, until]} without a gap, up to so many; empty if the first of them is not here. */
    List<Arrival> slice(long after, long until, int size) {
        var found = new ArrayList<Arrival>();
        for (long position = after + 1; position <= until && found.size() < size; position++) {
            var arrival = slots.get(slot(position));
            if (arrival == null || arrival.position() != position) {
                break;
            }
            found.add(arrival);
        }
        return found;
    }

    private int slot(long position) {
        return (int) (position % slots.length());
    }

    private static long weight(@Nullable Arrival arrival) {
        return arrival == null ? 0 : arrival.weight();
    }
}
