package redoubt.query.sql;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import redoubt.model.Catalogue;
import redoubt.model.Shape;

/** The lens of each resource. Immutable. */
public final class Lenses {

    private final Map<Class<?>, Lens<?>> byType = new LinkedHashMap<>();

    /**
     * One for each resource.
     *
     * @param own the lenses of resources that are more than their records
     * @param catalogue all resources; the others are plain
     * @throws IllegalArgumentException if one of the others does not live in a folder
     */
    public Lenses(Collection<Lens<?>> own, Catalogue catalogue) {
        own.forEach(lens -> byType.put(lens.shape().type(), lens));
        catalogue.resources().forEach(shape -> byType.computeIfAbsent(shape.type(), _ -> new PlainLens<>(shape)));
    }

    /** All of them. */
    public Collection<Lens<?>> all() {
        return byType.values();
    }

    /**
     * The lens of a resource.
     *
     * @throws IllegalArgumentException if it has none
     */
    public <R> Lens<R> of(Shape<R> shape) {
        return of(shape.type()).orElseThrow(() -> new IllegalArgumentException("No lens for " + shape.noun()));
    }

    /** The lens of a type; empty for markers of resources that are not there yet. */
    @SuppressWarnings("unchecked")
    public <R> Optional<Lens<R>> of(Class<R> type) {
        return Optional.ofNullable((Lens<R>) byType.get(type));
    }
}
