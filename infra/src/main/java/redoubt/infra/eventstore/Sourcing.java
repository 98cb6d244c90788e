package redoubt.infra.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the events that a decision rests on, and says up to which position they are all there are. */
final class Sourcing {

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
     */
    record Sourced(long marker, Flux<Logged> events) {}

    Mono<Sourced> source(Criteria criteria, long after, boolean fresh) {
        if (after > 0 || !RecentStreams.fits(criteria)) {
            return fromTable(criteria, after, List.of());
        }
        return Mono.defer(() -> {
            var known = fresh ? null : fromMemory(criteria);
            return known == null ? fromTable(criteria, after, announce(criteria)) : Mono.just(known);
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
        return new Sourced(marker, Flux.fromIterable(merged(found, marker)).map(Arrival::readable));
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
        return table.snapshot(selection, after, page)
                .map(first -> {
                    boolean whole = first.events().size() < page;
                    loading.forEach(stream -> {
                        if (whole) {
                            stream.done(first.head(), first.events());
                        } else {
                            stream.abandon();
                        }
                    });
                    var events = Flux.fromIterable(first.events());
                    return new Sourced(
                            first.head(),
                            (whole ? events : events.concatWith(rest(selection, first))).map(Arrival::readable));
                })
                .doOnError(_ -> loading.forEach(RecentStreams.Loading::abandon))
                .doOnCancel(() -> loading.forEach(RecentStreams.Loading::abandon));
    }

    private Flux<Arrival> rest(Criteria.Selection selection, LogTable.Snapshot first) {
        long after = first.events().getLast().position();
        return new Pages(table, selection, page, false).between(after, first.head());
    }
}
