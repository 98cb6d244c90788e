package redoubt.command.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Delete;
import redoubt.command.World;
import redoubt.model.Catalogue;
import redoubt.model.Deleted;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Removing a resource. One that contains others is removed only together with them, when the writer asks for that and
 * types its name; what dies with what is told by the {@code @Parent} fields alone.
 */
final class Deletion {

    /** How many resources one deletion may take along. */
    static final int LIMIT = 1_000;

    private final RuleBook rules;
    private final Catalogue catalogue;
    private final Unlinking unlinking;

    Deletion(RuleBook rules, Catalogue catalogue) {
        this.rules = rules;
        this.catalogue = catalogue;
        this.unlinking = new Unlinking(catalogue);
    }

    <R> Mono<Decision> decision(Delete<R> delete, Asking asking, World world) {
        Ref<R> ref = delete.target();
        return Entry.to(ref, Permission.delete(ref.right()), delete.expected(), asking, world)
                .flatMap(target -> contents(ref, world).collectList().flatMap(contents -> {
                    Set<Ref<?>> doomed = new LinkedHashSet<>(contents);
                    doomed.add(ref);
                    return rules.of(ref.type())
                            .objection(asking.about(target), doomed, world)
                            .switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(cascade(delete, target, contents))))
                            .map(Decision::refused)
                            .switchIfEmpty(Mono.defer(() -> together(target, contents, doomed, asking, world)));
                }));
    }

    private static <R> Optional<Failure> cascade(Delete<R> delete, Known<R> target, List<Ref<?>> contents) {
        if (contents.isEmpty()) {
            return Optional.empty();
        }
        Shape<R> shape = Shape.of(delete.target().type());
        if (!delete.cascade()) {
            return Optional.of(new Failure.Conflict(
                    shape.noun() + "_not_empty",
                    "The " + shape.noun() + " is not empty. Delete with cascade=true and confirm=<its exact name>.",
                    Map.of("contents", count(contents))));
        }
        if (contents.size() > LIMIT) {
            return Optional.of(new Failure.Conflict(
                    "too_many_objects",
                    "No more than " + LIMIT + " objects can be deleted at once.",
                    Map.of("contents", count(contents))));
        }
        String name = shape.nameOf(target.state()).orElse(target.ref().id());
        return name.equals(delete.confirmation())
                ? Optional.empty()
                : Optional.of(Failure.Invalid.of("confirm", "Type the exact name of the " + shape.noun() + "."));
    }

    private <R> Mono<Decision> together(
            Known<R> target, List<Ref<?>> contents, Set<Ref<?>> doomed, Asking asking, World world) {
        // Innermost first: whoever reads the log in order never meets a child whose parent is gone.
        List<Ref<?>> order = new ArrayList<>(contents.reversed());
        return Flux.fromIterable(order)
                .concatMap(ref -> doom(ref, doomed, asking, world).flatMap(known -> gone(known, doomed, asking, world)))
                .concatWith(gone(target, doomed, asking, world))
                .reduce(Decision.nothing(), Decision::andAll)
                // Before it is gone: nor a pointer at nothing.
                .flatMap(gone -> unlinking.from(doomed, world).map(freed -> freed.andAll(gone)));
    }

    private <C> Mono<Decision> gone(Known<C> known, Set<Ref<?>> doomed, Asking asking, World world) {
        return rules.of(known.ref().type())
                .farewell(asking.about(known), doomed, world)
                .map(farewell -> farewell.and(known.ref(), new Deleted<>(known.state())));
    }

    private <C> Mono<Known<C>> doom(Ref<C> ref, Set<Ref<?>> doomed, Asking asking, World world) {
        return world.find(ref).flatMap(known -> world.scope(ref, known.state()).flatMap(scope -> {
            if (!Access.allows(asking.by(), Permission.delete(ref.right()), scope)) {
                return Mono.error(new Refused(new Failure.Denied()));
            }
            return rules.of(ref.type())
                    .objection(asking.about(known), doomed, world)
                    .<Known<C>>flatMap(failure -> Mono.error(new Refused(failure)))
                    .defaultIfEmpty(known);
        }));
    }

    /** Everything inside, outermost first. */
    private Flux<Ref<?>> contents(Ref<?> container, World world) {
        return children(container, world).expand(child -> children(child, world));
    }

    private Flux<Ref<?>> children(Ref<?> container, World world) {
        return Flux.fromIterable(catalogue.resources()).concatMap(shape -> Flux.fromStream(shape.parent().stream())
                .filter(field ->
                        field.target() == container.type() && shape.bearer().isEmpty())
                .concatMap(field -> pointing(field, container, world)));
    }

    private static <C> Flux<Ref<?>> pointing(Field<C, ?> field, Ref<?> container, World world) {
        return world.pointing(field, container).flatMapIterable(refs -> refs);
    }

    private static Map<String, Object> count(Collection<Ref<?>> refs) {
        Map<String, Object> counts = new TreeMap<>();
        refs.forEach(ref -> counts.merge(Shape.of(ref.type()).plural(), 1, (a, b) -> (Integer) a + (Integer) b));
        return counts;
    }
}
