package redoubt.command.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.World;
import redoubt.model.Catalogue;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Link;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * What is deleted is taken out of every list that points at it, by no right but that to delete it: one update for each
 * resource that held it, whatever else goes in the same decision.
 */
final class Unlinking {

    /** How many resources one deletion may change. */
    static final int LIMIT = 10_000;

    private final Catalogue catalogue;

    Unlinking(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The updates of whatever stays and points at something that goes. */
    Mono<Decision> from(Set<Ref<?>> doomed, World world) {
        return Flux.fromIterable(doomed)
                .concatMap(gone -> holders(gone, world))
                .filter(held -> !doomed.contains(held.holder()))
                .collect(LinkedHashMap<Ref<?>, List<Field<?, ?>>>::new, (all, held) -> all.computeIfAbsent(
                                held.holder(), _ -> new ArrayList<>())
                        .add(held.field()))
                .flatMap(holders -> holders.size() > LIMIT
                        ? Mono.error(new Refused(tooMany(holders.size())))
                        : Flux.fromIterable(holders.entrySet())
                                .concatMap(each -> freed(each.getKey(), each.getValue(), doomed, world))
                                .reduce(Decision.nothing(), Decision::andAll));
    }

    /** A resource that points at something through a field. */
    private record Held(Ref<?> holder, Field<?, ?> field) {}

    private Flux<Held> holders(Ref<?> gone, World world) {
        return Flux.fromIterable(catalogue.resources())
                .concatMapIterable(shape -> shape.references())
                .filter(field -> field.is(Link.class) && field.target() == gone.type())
                .concatMap(field -> world.pointing(field, gone)
                        .flatMapIterable(refs -> refs)
                        .map(ref -> new Held(ref, field)));
    }

    private static <R> Mono<Decision> freed(Ref<R> holder, List<Field<?, ?>> fields, Set<Ref<?>> doomed, World world) {
        return world.find(holder).filter(known -> stays(known, doomed)).map(known -> {
            Patch<R> patch = Patch.of(holder.type());
            for (Field<?, ?> each : fields) {
                @SuppressWarnings("unchecked")
                Field<R, ?> field = (Field<R, ?>) each;
                if (field.of(known.state()) instanceof List<?> list) {
                    patch = patch.with(
                            field,
                            list.stream()
                                    .filter(target -> !(target instanceof Ref<?> ref && doomed.contains(ref)))
                                    .toList());
                }
            }
            return Decision.nothing().andUpdate(holder, patch);
        });
    }

    /** Whether a resource is not something that comes and goes with what goes. */
    private static <R> boolean stays(Known<R> known, Set<Ref<?>> doomed) {
        return Shape.of(known.ref().type())
                .bearer()
                .map(field -> !(field.of(known.state()) instanceof Ref<?> bearer && doomed.contains(bearer)))
                .orElse(true);
    }

    private static Failure tooMany(int count) {
        return new Failure.Conflict(
                "too_many_objects",
                "No more than " + LIMIT + " objects can be changed by one deletion.",
                Map.of("links", count));
    }
}
