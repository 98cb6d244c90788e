package redoubt.api.resource;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Dialect;
import redoubt.model.Always;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Noted;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.query.Derived;

/** The members of a resource in the spelling of a dialect: which of them clients write, and which they may send back. */
final class Members<R> {

    private final Shape<R> shape;
    private final Dialect dialect;
    private final Map<String, Field<R, ?>> written = new LinkedHashMap<>();
    private final Set<String> shown = new HashSet<>();
    private final R blank;

    /**
     * The members of the shape.
     *
     * @param derived what it shows beside its fields
     * @param writable which of the fields that clients may write at all are written here
     */
    Members(Shape<R> shape, Dialect dialect, Iterable<Derived> derived, Predicate<Field<R, ?>> writable) {
        this.shape = shape;
        this.dialect = dialect;
        this.blank = Patch.of(shape.type()).create();
        for (Field<R, ?> field : shape.fields()) {
            String name = dialect.naming().member(field.name());
            if (field.writable() && writable.test(field)) {
                written.put(name, field);
            } else if (!field.is(Noted.class)) {
                shown.add(name);
            }
        }
        derived.forEach(member -> shown.add(dialect.naming().member(member.name())));
        dialect.stamps()
                .first()
                .fields()
                .forEach(field -> shown.add(dialect.naming().member(field.name())));
        dialect.stamps()
                .last()
                .fields()
                .forEach(field -> shown.add(dialect.naming().member(field.name())));
    }

    Shape<R> shape() {
        return shape;
    }

    Dialect dialect() {
        return dialect;
    }

    /** The field that clients write under that name; null if there is none. */
    @Nullable
    Field<R, ?> written(String name) {
        return written.get(name);
    }

    /** All fields that clients write. */
    Collection<Field<R, ?>> written() {
        return written.values();
    }

    /** Whether clients see a member of that name, so that sending it back is no mistake. */
    boolean shown(String name) {
        return shown.contains(name);
    }

    /** What stands for "no value" in a field: its neutral value, or null; nothing at all if it must have one. */
    Cleared cleared(Field<R, ?> field) {
        if (field.nullable()) {
            return new Cleared(true, null);
        }
        Object neutral = field.of(blank);
        boolean clears = field.kind() == Kind.TEXTS
                || field.kind() == Kind.REFS
                || (field.kind() == Kind.TEXT && field.is(Always.class) && neutral != null);
        return new Cleared(clears, neutral);
    }

    /**
     * What becomes of a field that is set to JSON null.
     *
     * @param possible whether that may be
     * @param value the value it takes
     */
    record Cleared(boolean possible, @Nullable Object value) {}
}
