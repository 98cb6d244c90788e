package redoubt.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * New values for some fields of an R. Immutable. For every a and b of one type,
 * {@code between(a, b).applyTo(a)} equals b, and {@code between(a, a)} is empty.
 */
public final class Patch<R> {

    private final Shape<R> shape;
    /** By field index, so that two patches with the same content read and print alike. */
    private final Map<Integer, @Nullable Object> values;

    private Patch(Shape<R> shape, Map<Integer, @Nullable Object> values) {
        this.shape = shape;
        this.values = Collections.unmodifiableMap(values);
    }

    /** The patch that changes nothing. */
    public static <R> Patch<R> of(Class<R> type) {
        return new Patch<>(Shape.of(type), new TreeMap<>());
    }

    /** What must change to get from one state to the other. */
    public static <R> Patch<R> between(R before, R after) {
        @SuppressWarnings("unchecked")
        Shape<R> shape = Shape.of((Class<R>) before.getClass());
        Map<Integer, @Nullable Object> changed = new TreeMap<>();
        for (Field<R, ?> field : shape.fields()) {
            Object value = field.of(after);
            if (!Objects.equals(field.of(before), value)) {
                changed.put(field.index(), value);
            }
        }
        return new Patch<>(shape, changed);
    }

    /** This patch with a further value; a later value for the same field wins. */
    public <V> Patch<R> set(Getter<R, V> field, @Nullable V value) {
        return with(shape.field(field), value);
    }

    /** The same, for callers that have the field already. */
    public Patch<R> with(Field<R, ?> field, @Nullable Object value) {
        Map<Integer, @Nullable Object> extended = new TreeMap<>(values);
        extended.put(field.index(), value);
        return new Patch<>(shape, extended);
    }

    /** This patch followed by another one, as a single patch. */
    public Patch<R> then(Patch<R> later) {
        Map<Integer, @Nullable Object> merged = new TreeMap<>(values);
        merged.putAll(later.values);
        return new Patch<>(shape, merged);
    }

    /** This patch without the fields that do not meet the condition. */
    public Patch<R> only(Predicate<Field<R, ?>> condition) {
        Map<Integer, @Nullable Object> kept = new TreeMap<>(values);
        kept.keySet().removeIf(index -> !condition.test(shape.fields().get(index)));
        return new Patch<>(shape, kept);
    }

    /** The resource with these values put in. The record's own constructor has the last word. */
    public R applyTo(R resource) {
        if (values.isEmpty()) {
            return resource;
        }
        @Nullable Object[] state = shape.values(resource);
        values.forEach((index, value) -> state[index] = value);
        return shape.build(state);
    }

    /** A new resource from these values alone; what is missing is null, so the record supplies its defaults. */
    public R create() {
        @Nullable Object[] state = new Object[shape.fields().size()];
        values.forEach((index, value) -> state[index] = value);
        return shape.build(state);
    }

    /** Whether the patch has a value, null included, for the field. */
    public boolean has(Field<R, ?> field) {
        return values.containsKey(field.index());
    }

    /** The value for the field; null when it is set to null or not part of the patch. */
    public @Nullable Object get(Field<R, ?> field) {
        return values.get(field.index());
    }

    /** Whether nothing is changed. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Each changed field with its new value, in the order of the record. */
    public void forEach(BiConsumer<Field<R, ?>, @Nullable Object> visitor) {
        values.forEach((index, value) -> visitor.accept(shape.fields().get(index), value));
    }

    /** The shape of the resource this patch is for. */
    public Shape<R> shape() {
        return shape;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Patch<?> patch && shape == patch.shape && values.equals(patch.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        forEach((field, value) -> named.put(field.name(), value));
        return named.toString();
    }
}
