package redoubt.infra.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Deleted;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.wire.Metadata;
import redoubt.query.audit.Payloads;
import redoubt.query.audit.Touched;
import redoubt.query.chain.Core;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/**
 * Finds out what events are to be looked for by. What was before a change is remembered from the change before that, or asked
 * of the log. An event that this program cannot read is kept with what stands beside it. Used by one thread at a time.
 */
public final class Indexing {

    private static final Logger log = LoggerFactory.getLogger(Indexing.class);
    private static final long MOST = 2_000;

    private final Catalogue catalogue;
    private final Payloads payloads;
    private final Timeline timeline;
    private final Cache<Ref<?>, Known<?>> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** Reads payloads, and what was before in the timeline. */
    public Indexing(Catalogue catalogue, Payloads payloads, Timeline timeline) {
        this.catalogue = catalogue;
        this.payloads = payloads;
        this.timeline = timeline;
    }

    /** An event with what it touched; its ref is null if it cannot be read. */
    private record Found(
            RawEvent raw,
            String resource,
            Envelope envelope,
            @Nullable Ref<?> ref,
            Set<String> fields,
            String text,
            @Nullable Change<?> before) {}

    /** What is kept of them. */
    Mono<List<Row>> of(List<RawEvent> events) {
        return payloads.read(events.stream()
                        .map(each -> new Payloads.Stored(each.type(), each.schema(), each.payload()))
                        .toList())
                .flatMap(changes -> Flux.range(0, events.size())
                        .concatMap(i -> found(events.get(i), changes.get(i)))
                        .collectList())
                .flatMap(this::rows);
    }

    private Mono<List<Row>> rows(List<Found> all) {
        List<Payloads.Told> befores = new ArrayList<>();
        for (Found found : all) {
            if (found.before() != null) {
                befores.add(new Payloads.Told(Objects.requireNonNull(found.ref()), found.before()));
            }
        }
        return payloads.write(befores).map(written -> {
            List<Row> rows = new ArrayList<>(all.size());
            int next = 0;
            for (Found found : all) {
                Payloads.Stored before = found.before() == null ? null : written.get(next++);
                rows.add(new Row(
                        found.raw(),
                        found.resource(),
                        found.envelope(),
                        Row.array(found.fields()),
                        before == null ? null : before.json(),
                        before == null ? null : before.schema(),
                        found.text()));
            }
            return rows;
        });
    }

    /** Nothing for what does not even say what it is: it cannot be shown to anybody. */
    private Mono<Found> found(RawEvent raw, Optional<Change<?>> change) {
        try {
            Core.Stored beside = Core.Stored.read(raw.metadata(), raw.at());
            Envelope envelope = Metadata.read(beside.map(), beside.at());
            String resource = Metadata.resource(beside.map());
            Shape<?> shape = catalogue.resource(EventName.noun(raw.type())).orElse(null);
            return change.isEmpty() || shape == null
                    ? Mono.just(beside(raw, resource, envelope))
                    : read(raw, resource, envelope, shape, change.get());
        } catch (IllegalArgumentException garbled) {
            log.warn("The event at {} cannot be searched: {}", raw.position(), garbled.toString());
            return Mono.empty();
        }
    }

    private static Found beside(RawEvent raw, String resource, Envelope envelope) {
        String text = Touched.beside(envelope.label(), envelope.command());
        return new Found(raw, resource, envelope, null, Set.of(), text, null);
    }

    @SuppressWarnings("unchecked")
    private <R> Mono<Found> read(RawEvent raw, String resource, Envelope envelope, Shape<R> shape, Change<?> change) {
        Event<R> event = new Event<>(
                raw.position(), raw.id(), raw.type(), raw.schema(), shape.ref(resource), (Change<R>) change, envelope);
        return before(event)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(before -> found(raw, event, before.orElse(null)));
    }

    private <R> Found found(RawEvent raw, Event<R> event, @Nullable Known<R> before) {
        Touched<R> touched = Touched.by(event, before == null ? null : before.state(), timeline);
        remember(event, before);
        return new Found(
                raw,
                event.ref().id(),
                event.envelope(),
                event.ref(),
                touched.fields(),
                touched.text(),
                touched.before() == null ? null : new Updated<>(touched.before()));
    }

    @SuppressWarnings("unchecked")
    private <R> Mono<Known<R>> before(Event<R> event) {
        if (Change.begins(event.change()) || event.change() instanceof Deleted<R>) {
            return Mono.empty();
        }
        Known<R> last = (Known<R>) known.getIfPresent(event.ref());
        return last != null && last.version() == event.envelope().version() - 1
                ? Mono.just(last)
                : timeline.at(event.ref(), event.position() - 1)
                        // Something before it cannot be read.
                        .onErrorResume(Indexing::unreadable, _ -> Mono.empty());
    }

    private static boolean unreadable(Throwable failure) {
        return failure instanceof EventLog.Unreadable || failure instanceof IllegalStateException;
    }

    private <R> void remember(Event<R> event, @Nullable Known<R> before) {
        Known<R> after = before == null && !Change.begins(event.change()) ? null : Known.after(before, event);
        if (after == null) {
            known.invalidate(event.ref());
        } else {
            known.put(event.ref(), after);
        }
    }
}
