package redoubt.command.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.Organization;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Parent;
import redoubt.model.Patch;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;

/**
 * The world as the log tells it. Every look is one sourcing of one tag, so that the consistency boundary is exactly
 * what was looked at; what this command has decided so far lies on top. Things of other organizations are not there.
 * Used by one command, never by two threads at once.
 */
final class SourcedWorld implements World {

    private final EventStoreTransaction transaction;
    private final Messages messages;
    private final Principal by;
    private final Map<Tag, Mono<List<Event<?>>>> sourced = new HashMap<>();
    private final Map<Ref<?>, Optional<Known<?>>> decided = new HashMap<>();
    private final List<Event<?>> pending = new ArrayList<>();
    private final List<Set<Tag>> pendingTags = new ArrayList<>();

    SourcedWorld(EventStoreTransaction transaction, Messages messages, Principal by) {
        this.transaction = transaction;
        this.messages = messages;
        this.by = by;
    }

    /** Lays an event on top of the log. */
    <R> void add(Event<R> event, @Nullable Known<R> after, Set<Tag> tags) {
        decided.put(event.ref(), Optional.ofNullable(after));
        pending.add(event);
        pendingTags.add(tags);
    }

    /** Whether an event with that identifier lies on top already. */
    boolean holds(String event) {
        return pending.stream().anyMatch(each -> each.id().equals(event));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Mono<Known<R>> find(Ref<R> ref) {
        Optional<Known<?>> known = decided.get(ref);
        if (known != null) {
            return Mono.justOrEmpty((Optional<Known<R>>) (Optional<?>) known);
        }
        return source(Tags.of(ref))
                .flatMap(events -> Mono.justOrEmpty(
                        SourcedWorld.<R>fold(events.stream().filter(this::ours).toList())));
    }

    private boolean ours(Event<?> event) {
        return event.envelope().organization().equals(by.organization());
    }

    @SuppressWarnings("unchecked")
    private static <R> Optional<Known<R>> fold(List<Event<?>> events) {
        Known<R> known = null;
        for (Event<?> event : events) {
            known = Known.after(known, (Event<R>) event);
        }
        return Optional.ofNullable(known);
    }

    @Override
    public <R> Mono<Set<Ref<R>>> pointing(Field<R, ?> field, Ref<?> target) {
        return history(Tags.pointing(field, target)).map(events -> {
            Set<Ref<R>> refs = new LinkedHashSet<>();
            for (Event<?> each : events) {
                if (!ours(each)) {
                    continue;
                }
                @SuppressWarnings("unchecked")
                Event<R> event = (Event<R>) each;
                points(event, field, target).ifPresent(yes -> {
                    if (yes) {
                        refs.add(event.ref());
                    } else {
                        refs.remove(event.ref());
                    }
                });
            }
            return refs;
        });
    }

    @Override
    public <R> Mono<Ref<R>> holder(Field<R, ?> unique, @Nullable Object within, String value) {
        Tag tag = Tags.holding(unique, within, value);
        Shape<R> shape = Shape.of(unique.owner());
        return history(tag)
                .flatMapIterable(events -> {
                    Set<Ref<R>> candidates = new LinkedHashSet<>();
                    events.forEach(event -> candidates.add(shape.ref(event.ref().id())));
                    return candidates;
                })
                .concatMap(candidate ->
                        anybodys(candidate).filter(known -> tag.equals(Tags.unique(shape, unique, known.state()))))
                .next()
                .map(Known::ref);
    }

    /** Organizations stand beside one another, so their names are told apart across all of them; all else is ours. */
    private <R> Mono<Known<R>> anybodys(Ref<R> ref) {
        return ref.type() == Organization.class && !decided.containsKey(ref)
                ? source(Tags.of(ref)).flatMap(events -> Mono.justOrEmpty(SourcedWorld.<R>fold(events)))
                : find(ref);
    }

    @Override
    public Mono<List<String>> chain(@Nullable String folder) {
        if (folder == null) {
            return Mono.just(List.of());
        }
        return find(Ref.of(Folder.class, folder))
                .expand(known -> Mono.justOrEmpty(known.state().parentFolder()).flatMap(this::find))
                .take(Folder.MAX_DEPTH + 1L)
                .map(known -> known.ref().id())
                .collectList();
    }

    @Override
    public <R> Mono<Scope> scope(Ref<R> ref, R state) {
        Shape<R> shape = Shape.of(ref.type());
        for (Field<R, ?> field : shape.fields()) {
            if (field.is(Personal.class)) {
                String owner = field.of(state) instanceof Ref<?> user ? user.id() : null;
                return Mono.just(new Scope(by.organization(), List.of(), owner));
            }
        }
        Optional<String> parent =
                shape.parent().map(field -> field.of(state)).map(container -> ((Ref<?>) container).id());
        return chain(parent.orElse(null)).map(folders -> {
            List<String> places = new ArrayList<>(folders);
            if (ref.type() == Folder.class) {
                places.addFirst(ref.id());
            }
            return Scope.of(by.organization(), places);
        });
    }

    @Override
    public Mono<Boolean> visible(Known<?> known) {
        return visibleAs(known);
    }

    private <R> Mono<Boolean> visibleAs(Known<R> known) {
        Shape<R> shape = Shape.of(known.ref().type());
        boolean personal = shape.fields().stream().anyMatch(field -> field.is(Personal.class));
        if (shape.parent().isEmpty() && !personal) {
            // Accounts and the like are known to everybody in the organization.
            return Mono.just(true);
        }
        Permission view = Permission.view(shape.noun());
        return scope(known.ref(), known.state())
                .flatMap(scope ->
                        Access.allows(by, view, scope) ? Mono.just(true) : published(shape, known.state(), scope));
    }

    private <R> Mono<Boolean> published(Shape<R> shape, R state, Scope scope) {
        boolean published = shape.field("isPublished")
                .map(field -> Objects.equals(field.of(state), true))
                .orElse(false);
        if (!published || scope.folders().isEmpty()) {
            return Mono.just(false);
        }
        Collection<String> held = by.limits().folder() != null
                ? List.of(by.limits().folder())
                : by.grants().stream()
                        .filter(grant -> grant.role().allows(Permission.view(shape.noun())))
                        .map(Grant::folder)
                        .toList();
        return Flux.fromIterable(held)
                .concatMap(this::chain)
                .collectList()
                .map(chains -> Access.seesPublished(scope.folders().getFirst(), chains));
    }

    private Mono<List<Event<?>>> history(Tag tag) {
        return source(tag).map(events -> {
            List<Event<?>> all = new ArrayList<>(events);
            for (int i = 0; i < pending.size(); i++) {
                if (pendingTags.get(i).contains(tag)) {
                    all.add(pending.get(i));
                }
            }
            return all;
        });
    }

    private Mono<List<Event<?>>> source(Tag tag) {
        return sourced.computeIfAbsent(tag, this::read);
    }

    private Mono<List<Event<?>>> read(Tag tag) {
        return Mono.<List<Event<?>>>defer(() -> {
                    SourcingCondition condition = SourcingCondition.conditionFor(EventCriteria.havingTags(tag));
                    return Mono.fromFuture(
                            transaction.source(condition).reduce(new ArrayList<>(), (events, entry) -> {
                                EventMessage message = entry.message();
                                events.add(messages.read(message, 0));
                                return events;
                            }),
                            true);
                })
                .cache();
    }

    private static <R> Optional<Boolean> points(Event<R> event, Field<R, ?> field, Ref<?> target) {
        return switch (event.change()) {
            case Created<R> created -> Optional.of(holds(field.of(created.state()), target));
            case Deleted<R> _ -> Optional.of(false);
            case Updated<R> updated -> changed(updated.patch(), field, target);
            case Fact<R> fact -> changed(fact.effect(), field, target);
        };
    }

    private static <R> Optional<Boolean> changed(Patch<R> patch, Field<R, ?> field, Ref<?> target) {
        return patch.has(field) ? Optional.of(holds(patch.get(field), target)) : Optional.empty();
    }

    private static boolean holds(@Nullable Object value, Ref<?> target) {
        return value instanceof List<?> list ? list.contains(target) : target.equals(value);
    }

    /** The folder in which readers look for events of the resource; null if it stands in none. */
    static <R> @Nullable String folder(Ref<R> ref, R state) {
        if (ref.type() == Folder.class) {
            return ref.id();
        }
        return Shape.of(ref.type())
                .parent()
                .filter(field -> field.is(Parent.class) && field.target() == Folder.class)
                .map(field -> field.of(state))
                .map(container -> ((Ref<?>) container).id())
                .orElse(null);
    }
}
