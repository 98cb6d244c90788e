package redoubt.command.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Unfolding;
import redoubt.model.Updated;

/** Who points at something, by the events that ever touched a pointer at it. */
final class Pointing {

    private Pointing() {}

    /** The resources whose last word about the field is that it points at the target. */
    static <R> Set<Ref<R>> at(Ref<?> target, Field<R, ?> field, Collection<Event<?>> events) {
        Set<Ref<R>> refs = new LinkedHashSet<>();
        for (Event<?> each : Unfolding.only(field.owner(), events)) {
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
}
