package redoubt.infra.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.eventstore.SnapshotFormat.Folded;

/** Reads the events that a decision rests on, and says up to which position they are all there are. */
final class Sourcing {

    private static final Logger log = LoggerFactory.getLogger(Sourcing.class);

    private final LogTable table;
    private final Tail tail;
    private final RecentStreams recent;
    private final LongSupplier ownHead;
    private final int page;
    final AtomicLong fromMemory = new AtomicLong();
    final AtomicLong fromTable = new AtomicLong();

    /** @param ownHead greatest position this process wrote: what it wrote, it must also see */
    Sourcing(LogTable table, Tail tail, RecentStreams recent, LongSupplier ownHead, int page) {
        this.table = table;
        this.tail = tail;
        this.recent = recent;
        this.ownHead = ownHead;
        this.page = page;
    }

    /**
     * Matching events in order.
     *
     * @param marker position up to which they are complete
     * @param base what stands for the events before them
     */
    record Sourced(long marker, @Nullable Folded base, Flux<Logged> events) {}

    Mono<Sourced> source(Criteria criteria, long after, boolean fresh, @Nullable SnapshotFormat snapshots) {
        if (after > 0 || !RecentStreams.fits(criteria)) {
            return fromTable(criteria, after, null, List.of());
        }
        return Mono.defer(() -> {
            var base = atHand(criteria, snapshots);
            var known = fresh ? null : fromMemory(criteria, base);
            if (known != null) {
                return Mono.just(known);
            }
            var loading = announce(criteria);
            if (base != null) {
                return fromTable(criteria, base.position(), base, loading);
            }
            return fromSnapshot(criteria, snapshots, loading)
                    .switchIfEmpty(Mono.defer(() -> fromTable(criteria, 0, null, loading)));
        });
    }

    /** How far whoever asks has come with the one whole stream that is asked for. */
    private static @Nullable Folded atHand(Criteria criteria, @Nullable SnapshotFormat snapshots) {
        if (snapshots == null || criteria.any().size() > 1) {
            return null;
        }
        var criterion = criteria.any().getFirst();
        return criterion.types().isEmpty()
                ? snapshots.atHand(criterion.tags().iterator().next())
                : null;
    }

    /** All streams asked for, if all are in memory and memory is up to date. */
    private @Nullable Sourced fromMemory(Criteria criteria, @Nullable Folded base) {
        long from = base == null ? 0 : base.position();
        // Read first: every stream found afterwards has seen everything up to here.
        long followed = tail.followed();
        if (!tail.current() || followed < ownHead.getAsLong()) {
            return null;
        }
        var found = new ArrayList<RecentStreams.Known>();
        for (var criterion : criteria.any()) {
            var stream = recent.find(criterion, from);
            if (stream == null) {
                return null;
            }
            found.add(stream);
        }
        long marker = found.stream()
                .mapToLong(stream -> Math.max(followed, stream.through()))
                .min()
                .orElse(followed);
        if (marker < from) {
            return null;
        }
        fromMemory.incrementAndGet();
        return new Sourced(
                marker, base, Flux.fromIterable(merged(found, from, marker)).map(Arrival::readable));
    }

    private static List<Arrival> merged(List<RecentStreams.Known> streams, long after, long marker) {
        var events = streams.size() == 1
                ? streams.getFirst().events()
                : List.copyOf(byPosition(streams).values());
        // What the tail is just passing on lies beyond the marker, and belongs to the next reading.
        return events.isEmpty()
                        || (events.getFirst().position() > after
                                && events.getLast().position() <= marker)
                ? events
                : events.stream()
                        .filter(event -> event.position() > after && event.position() <= marker)
                        .toList();
    }

    private static Map<Long, Arrival> byPosition(List<RecentStreams.Known> streams) {
        var ordered = new TreeMap<Long, Arrival>();
        streams.forEach(stream -> stream.events().forEach(event -> ordered.put(event.position(), event)));
        return ordered;
    }

    private List<RecentStreams.Loading> announce(Criteria criteria) {
        var loading = new ArrayList<RecentStreams.Loading>();
        for (var criterion : criteria.any()) {
            var stream = recent.load(criterion);
            if (stream != null) {
                loading.add(stream);
            }
        }
        return loading;
    }

    private Mono<Sourced> fromTable(
            Criteria criteria, long after, @Nullable Folded base, List<RecentStreams.Loading> loading) {
        fromTable.incrementAndGet();
        var selection = criteria.selection();
        return abandoning(loading, table.cut(selection, after, page))
                .map(cut -> sourced(cut, base, selection, loading));
    }

    /** The one stream from its latest snapshot on; empty if nobody asks for snapshots of it, or what there is is unreadable. */
    private Mono<Sourced> fromSnapshot(
            Criteria criteria, @Nullable SnapshotFormat snapshots, List<RecentStreams.Loading> loading) {
        if (snapshots == null || criteria.any().size() > 1) {
            return Mono.empty();
        }
        var criterion = criteria.any().getFirst();
        var stream = criterion.tags().iterator().next();
        var fingerprint = criterion.types().isEmpty() ? snapshots.fingerprint(stream) : null;
        if (fingerprint == null) {
            return Mono.empty();
        }
        fromTable.incrementAndGet();
        var selection = criteria.selection();
        return abandoning(loading, table.cut(selection, stream, fingerprint, Long.MAX_VALUE, Long.MAX_VALUE, page))
                .flatMap(cut -> cut.base() == null
                        ? Mono.just(sourced(cut, null, selection, loading))
                        : understood(cut.base(), snapshots).map(base -> sourced(cut, base, selection, loading)));
    }

    /** What a snapshot says; empty if it cannot be read. */
    private static Mono<Folded> understood(StoredSnapshot base, SnapshotFormat snapshots) {
        try {
            return Mono.just(new Folded(base.position(), snapshots.read(base)));
        } catch (RuntimeException unreadable) {
            log.warn("The snapshot of {} at {} is passed over", base.stream(), base.position(), unreadable);
            return Mono.empty();
        }
    }

    private Sourced sourced(
            LogTable.Cut cut,
            @Nullable Folded base,
            Criteria.Selection selection,
            List<RecentStreams.Loading> loading) {
        boolean last = cut.events().size() < page;
        loading.forEach(stream -> {
            if (last) {
                stream.done(base == null ? 0 : base.position(), cut.head(), cut.events());
            } else {
                stream.abandon();
            }
        });
        var events = new Pages(table, selection, page, false).following(cut.events(), page, cut.head());
        return new Sourced(cut.head(), base, events.map(Arrival::readable));
    }

    private static <T> Mono<T> abandoning(List<RecentStreams.Loading> loading, Mono<T> reading) {
        return reading.doOnError(_ -> loading.forEach(RecentStreams.Loading::abandon))
                .doOnCancel(() -> loading.forEach(RecentStreams.Loading::abandon));
    }
}
