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
    record Sourced(long marker, @Nullable Base base, Flux<Logged> events) {}

    /** A snapshot as it was understood, and up to which position. */
    record Base(long position, Object payload) {}

    Mono<Sourced> source(Criteria criteria, long after, boolean fresh, @Nullable SnapshotFormat snapshots) {
        if (after > 0 || !RecentStreams.fits(criteria)) {
            return fromTable(criteria, after, List.of());
        }
        return Mono.defer(() -> {
            var known = fresh ? null : fromMemory(criteria);
            if (known != null) {
                return Mono.just(known);
            }
            var loading = announce(criteria);
            return fromSnapshot(criteria, snapshots, loading)
                    .switchIfEmpty(Mono.defer(() -> fromTable(criteria, after, loading)));
        });
    }

    /** All streams asked for, if all are in memory and memory is up to date. */
    private @Nullable Sourced fromMemory(Criteria criteria) {
        // Read first: every stream found afterwards has seen everything up to here.
        long followed = tail.followed();
        if (!tail.current() || followed < ownHead.getAsLong()) {
            return null;
        }
        var found = new ArrayList<RecentStreams.Known>();
        for (var criterion : criteria.any()) {
            var stream = recent.find(criterion);
            if (stream == null) {
                return null;
            }
            found.add(stream);
        }
        fromMemory.incrementAndGet();
        long marker = found.stream()
                .mapToLong(stream -> Math.max(followed, stream.through()))
                .min()
                .orElse(followed);
        return new Sourced(
                marker, null, Flux.fromIterable(merged(found, marker)).map(Arrival::readable));
    }

    private static List<Arrival> merged(List<RecentStreams.Known> streams, long marker) {
        var events = streams.size() == 1
                ? streams.getFirst().events()
                : List.copyOf(byPosition(streams).values());
        // What the tail is just passing on lies beyond the marker, and belongs to the next reading.
        return events.isEmpty() || events.getLast().position() <= marker
                ? events
                : events.stream().filter(event -> event.position() <= marker).toList();
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

    private Mono<Sourced> fromTable(Criteria criteria, long after, List<RecentStreams.Loading> loading) {
        fromTable.incrementAndGet();
        var selection = criteria.selection();
        return abandoning(loading, table.cut(selection, after, page))
                .map(cut -> sourced(cut, null, selection, loading));
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
        return abandoning(loading, table.cut(selection, stream, fingerprint, page))
                .flatMap(cut -> cut.base() == null
                        ? Mono.just(sourced(cut, null, selection, loading))
                        : understood(cut.base(), snapshots).map(base -> sourced(cut, base, selection, loading)));
    }

    /** What a snapshot says; empty if it cannot be read. */
    private static Mono<Base> understood(StoredSnapshot base, SnapshotFormat snapshots) {
        try {
            return Mono.just(new Base(base.position(), snapshots.read(base)));
        } catch (RuntimeException unreadable) {
            log.warn("The snapshot of {} at {} is passed over", base.stream(), base.position(), unreadable);
            return Mono.empty();
        }
    }

    private Sourced sourced(
            LogTable.Cut cut, @Nullable Base base, Criteria.Selection selection, List<RecentStreams.Loading> loading) {
        boolean last = cut.events().size() < page;
        loading.forEach(stream -> {
            if (last && base == null) {
                stream.done(cut.head(), cut.events());
            } else {
                stream.abandon();
            }
        });
        var events = Flux.fromIterable(cut.events());
        return new Sourced(
                cut.head(), base, (last ? events : events.concatWith(rest(selection, cut))).map(Arrival::readable));
    }

    private static <T> Mono<T> abandoning(List<RecentStreams.Loading> loading, Mono<T> reading) {
        return reading.doOnError(_ -> loading.forEach(RecentStreams.Loading::abandon))
                .doOnCancel(() -> loading.forEach(RecentStreams.Loading::abandon));
    }

    private Flux<Arrival> rest(Criteria.Selection selection, LogTable.Cut first) {
        long after = first.events().getLast().position();
        return new Pages(table, selection, page, false).between(after, first.head());
    }
}
