package redoubt.command.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.model.Created;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Parent;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Unfolding;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;

/**
 * The world as the log tells it. The consistency boundary is exactly what was looked at; what this command has decided
 * so far lies on top. Things of other organizations are not there.
 * Used by one command, never by two threads at once.
 */
final class SourcedWorld implements World {

    private final Histories histories;
    private final Snapshots snapshots;
    private final Principal by;
    private final Map<Ref<?>, Optional<Known<?>>> decided = new HashMap<>();
    private final Map<Ref<?>, Known<?>> borne = new HashMap<>();
    private final Set<String> pending = new HashSet<>();
    private final Map<Tag, List<Event<?>>> pendingByTag = new HashMap<>();

    SourcedWorld(Histories histories, Snapshots snapshots, Principal by) {
        this.histories = histories;
        this.snapshots = snapshots;
        this.by = by;
    }

    /** Lays an event on top of the log. */
    <R> void add(Event<R> event, @Nullable Known<R> after, Set<Tag> tags) {
        decided.put(event.ref(), Optional.ofNullable(after));
        Unfolding.of(event).stream().skip(1).forEach(this::add);
        pending.add(event.id());
        tags.forEach(
                tag -> pendingByTag.computeIfAbsent(tag, _ -> new ArrayList<>()).add(event));
    }

    /** What comes, or goes, with something else. */
    private <C> void add(Event<C> borne) {
        boolean comes = borne.change() instanceof Created<?>;
        decided.put(borne.ref(), comes ? Optional.ofNullable(Known.after(null, borne)) : Optional.empty());
    }

    /** Whether an event with that identifier lies on top already. */
    boolean holds(String event) {
        return pending.contains(event);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Mono<Known<R>> find(Ref<R> ref) {
        Optional<Known<?>> known = decided.get(ref);
        if (known != null) {
            return Mono.justOrEmpty((Optional<Known<R>>) (Optional<?>) known);
        }
        Known<?> gathered = borne.get(ref);
        return gathered != null ? Mono.just((Known<R>) gathered) : known(ref, by.organization()::equals);
    }

    private <R> Mono<Known<R>> known(Ref<R> ref, Predicate<String> organizations) {
        return histories
                .of(Tags.of(ref))
                .flatMap(history -> Mono.justOrEmpty(history.known(ref, organizations, snapshots)));
    }

    /** How many events the resource has had, also if it is there no more. */
    Mono<Long> versions(Ref<?> ref) {
        Tag own = Tags.of(ref);
        return histories.of(own).map(history -> {
            for (Event<?> event : pendingByTag.getOrDefault(own, List.of()).reversed()) {
                if (event.ref().equals(ref)) {
                    return event.envelope().version();
                }
            }
            return history.versions();
        });
    }

    private boolean ours(Event<?> event) {
        return event.envelope().organization().equals(by.organization());
    }

    @Override
    public <C> Mono<Map<Ref<C>, Known<C>>> borne(Ref<?> bearer, Class<C> type) {
        Field<C, ?> field = Shape.of(type).bearer().orElseThrow();
        return Mono.zip(find(bearer), touching(Tags.pointing(field, bearer)))
                .map(both -> {
                    Map<Ref<C>, Known<C>> known = Borne.of(
                            both.getT1(),
                            type,
                            both.getT2().stream().filter(this::ours).toList());
                    borne.putAll(known);
                    return known;
                })
                .defaultIfEmpty(Map.of());
    }

    @Override
    public <R> Mono<Set<Ref<R>>> pointing(Field<R, ?> field, Ref<?> target) {
        return touching(Tags.pointing(field, target))
                .map(events -> Pointing.at(
                        target, field, events.stream().filter(this::ours).toList()));
    }

    @Override
    public <R> Mono<Ref<R>> holder(Field<R, ?> unique, @Nullable Object within, String value) {
        Tag tag = Tags.holding(unique, within, value);
        Shape<R> shape = Shape.of(unique.owner());
        return touching(tag)
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
        return ref.type() == Organization.class && !decided.containsKey(ref) ? known(ref, _ -> true) : find(ref);
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
        if (state instanceof RoleAssignment assignment) {
            return Flux.fromIterable(assignment.folders())
                    .concatMap(this::chainOf)
                    .collectList()
                    .map(chains -> Scope.across(by.organization(), chains));
        }
        if (ref.type() == Team.class) {
            return within(ref).map(places -> Scope.of(by.organization(), places));
        }
        Ref<?> parent = shape.parent().map(field -> (Ref<?>) field.of(state)).orElse(null);
        return within(parent).map(folders -> {
            List<String> places = new ArrayList<>(folders);
            if (ref.type() == Folder.class) {
                places.addFirst(ref.id());
            }
            return Scope.of(by.organization(), places);
        });
    }

    /** A folder that is gone has no ancestors, and nobody's role reaches it from above. */
    private Mono<List<String>> chainOf(Ref<Folder> folder) {
        return chain(folder.id()).map(chain -> chain.isEmpty() ? List.of(folder.id()) : chain);
    }

    /** Teams stand right below the root. */
    @Override
    public Mono<List<String>> within(@Nullable Ref<?> container) {
        if (container == null || container.type() == Folder.class) {
            return chain(container == null ? null : container.id());
        }
        if (container.type() == Team.class) {
            return Mono.just(List.of(container.id(), by.root()));
        }
        return standing(container).flatMap(this::chain).defaultIfEmpty(List.of());
    }

    /** The folder in which a container stands that is none itself. */
    private <R> Mono<String> standing(Ref<R> container) {
        return Mono.justOrEmpty(Shape.of(container.type()).parent())
                .filter(field -> field.target() == Folder.class)
                .flatMap(field -> find(container)
                        .flatMap(known -> Mono.justOrEmpty((Ref<?>) field.of(known.state())))
                        .map(Ref::id));
    }

    @Override
    public Mono<Boolean> visible(Known<?> known) {
        return visibleAs(known);
    }

    private <R> Mono<Boolean> visibleAs(Known<R> known) {
        Shape<R> shape = Shape.of(known.ref().type());
        boolean personal = shape.fields().stream().anyMatch(field -> field.is(Personal.class));
        if (known.state() instanceof RoleAssignment assignment) {
            boolean own = assignment.user().id().equals(by.actor().user());
            return scope(known.ref(), known.state())
                    .map(scope -> own || Access.allows(by.looking(), Permission.MANAGE_ROLE_ASSIGNMENTS, scope));
        }
        boolean house = known.ref().id().equals(by.organization());
        if ((shape.parent().isEmpty() || house) && !personal) {
            // Accounts and the like are known to everybody in the organization, and so is what it has itself.
            return Mono.just(true);
        }
        Permission view = Permission.view(shape.right());
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
                        .filter(grant -> grant.role().allows(Permission.view(shape.right())))
                        .map(Grant::folder)
                        .toList();
        return Flux.fromIterable(held)
                .concatMap(this::chain)
                .collectList()
                .map(chains -> Access.seesPublished(scope.folders().getFirst(), chains));
    }

    /** Everything that ever touched a reference or a unique value, what this command has decided included. */
    private Mono<List<Event<?>>> touching(Tag tag) {
        return histories.of(tag).map(history -> {
            List<Event<?>> all = new ArrayList<>(history.events());
            all.addAll(pendingByTag.getOrDefault(tag, List.of()));
            return all;
        });
    }

    /** The folder in which readers look for events of the resource; empty if it stands in none. */
    <R> Mono<String> folder(Ref<R> ref, R state) {
        if (ref.type() == Folder.class) {
            return Mono.just(ref.id());
        }
        Ref<?> container = Shape.of(ref.type())
                .parent()
                .filter(field -> field.is(Parent.class))
                .map(field -> (Ref<?>) field.of(state))
                .orElse(null);
        if (container == null) {
            return Mono.empty();
        }
        return container.type() == Folder.class ? Mono.just(container.id()) : standing(container);
    }
}
