package redoubt.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.model.Change;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.model.Unfolding;
import redoubt.query.log.EventLog;
import redoubt.query.log.Snapshots;

/** A log in memory, with what is known after each of its events: what the tables must agree with. */
public final class MemoryLog implements EventLog {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Event<?>> events = new ArrayList<>();
    private final Map<Ref<?>, Known<?>> known = new HashMap<>();
    private final Map<Ref<?>, Long> versions = new HashMap<>();
    private final MemorySnapshots snapshots;
    private final Sinks.Many<Long> grown = Sinks.many().replay().latestOrDefault(0L);

    /** An empty log without snapshots. */
    public MemoryLog() {
        this(new MemorySnapshots(Integer.MAX_VALUE));
    }

    /** An empty log with such snapshots. */
    public MemoryLog(MemorySnapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** Appends one event as if that user had caused it; a second after the last. */
    public synchronized <R> Event<R> append(
            Ref<R> ref, Change<R> change, String organization, String folder, String by) {
        long position = events.size() + 1L;
        long version = versions.merge(ref, 1L, Long::sum);
        Envelope envelope = new Envelope(
                version,
                BEGIN.plusSeconds(position).plusNanos(position % 7 * 1_000),
                by == null ? Envelope.Actor.SYSTEM : new Envelope.Actor(Envelope.Actor.Type.USER, by, null),
                organization,
                folder,
                "test",
                null,
                null,
                null,
                null);
        Event<R> event =
                new Event<>(position, "event-" + position, EventName.of(ref, change), 1, ref, change, envelope);
        Known<R> after = Known.after(known(ref), event);
        if (after == null) {
            known.remove(ref);
            versions.remove(ref);
        } else {
            known.put(ref, after);
        }
        Unfolding.of(event).stream().skip(1).forEach(this::keep);
        events.add(event);
        grown.tryEmitNext(position).orThrow();
        return event;
    }

    private <R> void keep(Event<R> borne) {
        Known<R> after = Known.after(known(borne.ref()), borne);
        if (after == null) {
            known.remove(borne.ref());
        } else {
            known.put(borne.ref(), after);
        }
    }

    /** What is known of it after all events; null if it does not exist. */
    @SuppressWarnings("unchecked")
    public synchronized <R> Known<R> known(Ref<R> ref) {
        return (Known<R>) known.get(ref);
    }

    /** Everything of that type that exists after all events. */
    @SuppressWarnings("unchecked")
    public synchronized <R> List<Known<R>> all(Class<R> type) {
        return known.values().stream()
                .filter(each -> each.ref().type() == type)
                .map(each -> (Known<R>) each)
                .toList();
    }

    public synchronized long last() {
        return events.size();
    }

    @Override
    public Mono<Long> head() {
        return Mono.fromSupplier(this::last);
    }

    @Override
    public Flux<Event<?>> follow(long after) {
        return Flux.defer(() -> {
            AtomicLong at = new AtomicLong(after);
            return grown.asFlux()
                    .onBackpressureLatest()
                    .concatMap(_ -> Flux.fromIterable(after(at.get())).doOnNext(event -> at.set(event.position())), 1);
        });
    }

    @Override
    public Flux<Event<?>> read(Reading reading) {
        return Flux.defer(() -> Flux.fromIterable(after(reading.after())))
                .filter(event -> event.position() <= reading.until())
                .filter(event -> reading.of() == null
                        || Unfolding.about(reading.of(), event).isPresent())
                .filter(event -> reading.nouns().isEmpty()
                        || reading.nouns().contains(event.ref().noun()))
                .sort(
                        reading.descending()
                                ? Comparator.<Event<?>>comparingLong(Event::position)
                                        .reversed()
                                : Comparator.comparingLong(Event::position))
                .take(reading.limit());
    }

    @Override
    public <R> Mono<Told<R>> tell(Ref<R> ref, long until, long fewer) {
        Snapshot<R> from = snapshots.find(ref, until, fewer).orElse(Snapshot.beginning(ref));
        return Mono.just(
                new Told<>(from, read(Reading.of(ref).after(from.position()).until(until))));
    }

    @Override
    public synchronized Mono<Long> positionAt(Instant instant) {
        return Mono.just(events.stream()
                .filter(event -> !event.envelope().at().isAfter(instant))
                .mapToLong(Event::position)
                .max()
                .orElse(0));
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public Mono<LastWrites> lastWrites(long after) {
        return Mono.fromSupplier(() -> {
            Map<String, Long> byUser = new HashMap<>();
            List<Event<?>> latest = after(after);
            latest.stream()
                    .filter(event -> event.envelope().actor().user() != null)
                    .forEach(event -> byUser.put(event.envelope().actor().user(), event.position()));
            return new LastWrites(after + latest.size(), byUser);
        });
    }

    private synchronized List<Event<?>> after(long position) {
        return List.copyOf(events.subList((int) Math.min(position, events.size()), events.size()));
    }
}
