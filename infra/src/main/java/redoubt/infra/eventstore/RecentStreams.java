package redoubt.infra.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Streams that were sourced recently, or their latest events, kept current by the tail.
 *
 * <p>A stream is announced here before it is read from the table. The snapshot of that reading is then taken after every
 * event that the tail had seen by then, and every later event is collected here until the reading is done: nothing falls
 * between. What is evicted is never maintained again, and never found again either.
 *
 * <p>Nothing rests on it: an append is checked against the database whatever was read from here.
 */
final class RecentStreams {

    /** Of a stream that grows longer, the older half is let go: whoever has that half at hand need not read it again. */
    static final int LONGEST = 256;

    /** Who asks for more streams at once looks whether there are any, and does not come back to them. */
    private static final int FEW = 16;

    private final Cache<Tag, Held> byTag;

    RecentStreams(long weight) {
        byTag = Caffeine.newBuilder()
                .maximumWeight(weight)
                .executor(Runnable::run)
                .<Tag, Held>weigher((_, held) -> held.weight())
                .build();
    }

    /**
     * A stream as it is known.
     *
     * @param from position after which it is complete, 0 if it is whole
     * @param through position up to which it was complete when it was read from the table
     */
    record Known(long from, long through, List<Arrival> events) {}

    /** Whether what is asked for is worth remembering: a few streams, each of one tag. */
    static boolean fits(Criteria criteria) {
        return !criteria.everything()
                && !criteria.any().isEmpty()
                && criteria.any().size() <= FEW
                && criteria.any().stream()
                        .allMatch(criterion -> criterion.tags().size() == 1);
    }

    /** What is known of a stream after a position; null if that is not all, and then it is to be read anew. */
    @Nullable
    Known find(EventCriterion criterion, long after) {
        var held = byTag.getIfPresent(tag(criterion));
        return held == null ? null : held.known(criterion.types(), after);
    }

    /** Announces that a stream is about to be read; null if somebody else is reading it, or it is known. */
    @Nullable
    Loading load(EventCriterion criterion) {
        var tag = tag(criterion);
        var held = byTag.get(tag, _ -> new Held());
        return held.begin(criterion.types()) ? new Loading(tag, held, criterion) : null;
    }

    /** Called by the tail for each event, in order, before its position counts as followed. */
    void add(Arrival arrival) {
        for (var tag : arrival.tags()) {
            var held = byTag.policy().getIfPresentQuietly(tag);
            if (held != null && held.add(arrival)) {
                reweigh(tag, held);
            }
        }
    }

    /** Drops what is known of a stream: it is read from the table when it is wanted again. */
    void forget(Tag stream) {
        byTag.invalidate(stream);
    }

    private void reweigh(Tag tag, Held held) {
        byTag.asMap().replace(tag, held, held);
    }

    private static Tag tag(EventCriterion criterion) {
        return criterion.tags().iterator().next();
    }

    /** A stream that is being read. */
    final class Loading {

        private final Tag tag;
        private final Held held;
        private final EventCriterion criterion;

        private Loading(Tag tag, Held held, EventCriterion criterion) {
            this.tag = tag;
            this.held = held;
            this.criterion = criterion;
        }

        /** Takes its own events out of what was read in one snapshot, all events of the stream after a position among it. */
        void done(long from, long head, List<Arrival> events) {
            var own = events.stream()
                    .filter(event -> criterion.matches(event.type(), event.tags()))
                    .toList();
            held.loaded(criterion.types(), from, head, own);
            reweigh(tag, held);
        }

        /** The reading failed, or found more than is kept. */
        void abandon() {
            held.forget(criterion.types());
        }
    }

    /** The streams of one tag, by the types they are restricted to. */
    private static final class Held {

        private final Map<Set<QualifiedName>, Stream> streams = new HashMap<>();

        synchronized boolean begin(Set<QualifiedName> types) {
            return streams.putIfAbsent(types, new Stream()) == null;
        }

        synchronized @Nullable Known known(Set<QualifiedName> types, long after) {
            var stream = streams.get(types);
            if (stream == null || stream.through < 0) {
                return null;
            }
            if (stream.from > after) {
                streams.remove(types);
                return null;
            }
            return new Known(stream.from, stream.through, stream.events);
        }

        synchronized void loaded(Set<QualifiedName> types, long from, long head, List<Arrival> events) {
            var stream = streams.get(types);
            if (stream == null) {
                return;
            }
            var all = new ArrayList<>(events);
            stream.events.stream().filter(late -> late.position() > head).forEach(all::add);
            if (all.size() > LONGEST) {
                streams.remove(types);
                return;
            }
            stream.events = List.copyOf(all);
            stream.from = from;
            stream.through = head;
        }

        synchronized void forget(Set<QualifiedName> types) {
            streams.remove(types);
        }

        synchronized boolean add(Arrival arrival) {
            boolean changed = false;
            for (var entry : List.copyOf(streams.entrySet())) {
                var types = entry.getKey();
                var stream = entry.getValue();
                if ((types.isEmpty() || types.contains(arrival.type())) && arrival.position() > stream.through) {
                    stream.add(arrival);
                    changed = true;
                }
            }
            return changed;
        }

        synchronized int weight() {
            long weight = 1_000;
            for (var stream : streams.values()) {
                for (var event : stream.events) {
                    weight += 500 + event.weight();
                }
            }
            return (int) Math.min(weight, Integer.MAX_VALUE);
        }
    }

    /** Not complete through any position until it was read. */
    private static final class Stream {
        private long from;
        private long through = -1;
        private List<Arrival> events = List.of();

        void add(Arrival arrival) {
            var longer = new ArrayList<>(events);
            longer.add(arrival);
            if (longer.size() > LONGEST) {
                var older = longer.subList(0, LONGEST / 2);
                from = older.getLast().position();
                older.clear();
            }
            events = List.copyOf(longer);
        }
    }
}
