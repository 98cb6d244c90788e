package redoubt.infra.log;

import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.engine.Messages;
import redoubt.infra.eventstore.LastOfEntry;
import redoubt.infra.eventstore.Lender;
import redoubt.infra.eventstore.LogReader;
import redoubt.infra.eventstore.Logged;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.StoredSnapshot;
import redoubt.infra.eventstore.UnreadableEvent;
import redoubt.model.Catalogue;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Field;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.model.Unfolding;
import redoubt.model.wire.Metadata;
import redoubt.query.log.EventLog;
import redoubt.query.log.Snapshots;
import redoubt.query.tenancy.Confined;

/** The log as the read side sees it. */
final class StoredLog implements EventLog {

    private final PostgresEventStore store;
    private final Confined confined;
    private final LogReader reader;
    private final Messages messages;
    private final Catalogue catalogue;
    private final StoredSnapshots snapshots;

    /** The whole log; a part of it is read through {@code confined}. */
    StoredLog(
            PostgresEventStore store,
            Confined confined,
            Messages messages,
            Catalogue catalogue,
            StoredSnapshots snapshots) {
        this(store, confined, store.reader(), messages, catalogue, snapshots);
    }

    private StoredLog(
            PostgresEventStore store,
            Confined confined,
            LogReader reader,
            Messages messages,
            Catalogue catalogue,
            StoredSnapshots snapshots) {
        this.store = store;
        this.confined = confined;
        this.reader = reader;
        this.messages = messages;
        this.catalogue = catalogue;
        this.snapshots = snapshots;
    }

    @Override
    public EventLog within(String organization) {
        List<String> seen = List.of(organization);
        Lender lender = new Lender() {
            @Override
            public <T> Mono<List<T>> lend(Function<Connection, Flux<T>> question) {
                return confined.ask(seen, question);
            }
        };
        return new StoredLog(store, confined, store.through(lender), messages, catalogue, snapshots);
    }

    @Override
    public Mono<Long> head() {
        return store.head();
    }

    @Override
    public Flux<Event<?>> follow(long after) {
        return events(store.follow(after));
    }

    @Override
    public Flux<Event<?>> read(Reading reading) {
        var selected = redoubt.infra.eventstore.Reading.all()
                .after(reading.after())
                .until(reading.until())
                .limit(reading.limit())
                .ofTypes(types(reading.nouns()));
        if (reading.of() != null) {
            selected = selected.tagged(Tag.of(reading.of().noun(), reading.of().id()));
        }
        return events(reader.read(reading.descending() ? selected.latestFirst() : selected));
    }

    @Override
    public Flux<Event<?>> changes(Field<?, ?> field, Ref<?> target, long until) {
        return events(reader.read(
                redoubt.infra.eventstore.Reading.all().until(until).tagged(Messages.pointing(field, target))));
    }

    @Override
    public <R> Mono<Told<R>> tell(Ref<R> ref, long until, long fewer) {
        var fingerprint = snapshots.fingerprint(ref);
        if (fingerprint == null) {
            return EventLog.super.tell(ref, until, fewer);
        }
        // No more lie between two snapshots, and none beyond the last that is asked for is needed.
        int first = (int) Math.min(fewer, snapshots.spacing());
        return reader.from(Tag.of(ref.noun(), ref.id()), fingerprint, until, fewer, first)
                .flatMap(stretch -> begin(ref, stretch.base())
                        .map(base -> Mono.just(new Told<>(base, events(stretch.events()))))
                        .orElseGet(() -> EventLog.super.tell(ref, until, fewer)));
    }

    private <R> Optional<Snapshot<R>> begin(Ref<R> ref, @Nullable StoredSnapshot base) {
        return base == null ? Optional.of(Snapshot.beginning(ref)) : snapshots.understood(ref, base);
    }

    @Override
    public <R> Flux<Ref<R>> pointing(Field<R, ?> field, Ref<?> target, long until) {
        return changes(field, target, until)
                .concatMapIterable(event -> Unfolding.only(field.owner(), List.of(event)))
                .map(Event::ref)
                .distinct();
    }

    @Override
    public Mono<Long> positionAt(Instant instant) {
        return store.positionAt(instant);
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public Mono<LastWrites> lastWrites(long after) {
        return store.lastByEntry(Metadata.ACTOR, after).collectList().map(found -> {
            Map<String, Long> byUser = new HashMap<>();
            long until = after;
            for (LastOfEntry each : found) {
                until = Math.max(until, each.position());
                if (each.value() != null) {
                    byUser.put(each.value(), each.position());
                }
            }
            return new LastWrites(until, byUser);
        });
    }

    private Set<QualifiedName> types(Set<String> nouns) {
        return catalogue.eventNames().stream()
                .filter(name -> nouns.contains(EventName.noun(name)))
                .map(QualifiedName::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Flux<Event<?>> events(Flux<Logged> logged) {
        return logged.onErrorMap(
                        UnreadableEvent.class, event -> unreadable(event.position(), event.type(), event.tags(), event))
                .map(this::event);
    }

    private Event<?> event(Logged logged) {
        EventMessage message = Objects.requireNonNull(logged.message());
        try {
            return messages.read(message, logged.position());
        } catch (RuntimeException garbled) {
            throw unreadable(logged.position(), message.type(), logged.tags(), garbled);
        }
    }

    private static Unreadable unreadable(long position, MessageType type, Set<Tag> tags, RuntimeException cause) {
        String noun = EventName.noun(type.name());
        String resource = tags.stream()
                .filter(tag -> tag.key().equals(noun))
                .map(Tag::value)
                .findFirst()
                .orElse("");
        return new Unreadable(position, type.name(), noun, resource, cause);
    }
}
