package redoubt.query.history;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Noted;
import redoubt.model.Patch;
import redoubt.model.Secret;
import redoubt.model.Shape;

/**
 * What is different between two states. Sets tell what came in and went out, nested objects are told member by member
 * under dotted paths. A thing that was not there before is told by every member that is not what it is by default. Pure.
 */
final class Differences {

    private Differences() {}

    static <R> List<Difference> between(@Nullable R before, @Nullable R after) {
        List<Difference> found = new ArrayList<>();
        if (before != null || after != null) {
            collect("", before, after, found);
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private static <R> void collect(String prefix, @Nullable R before, @Nullable R after, List<Difference> found) {
        R some = Objects.requireNonNull(after == null ? before : after);
        Shape<R> shape = Shape.of((Class<R>) some.getClass());
        R nothing = before == null || after == null ? Patch.of(shape.type()).create() : some;
        for (Field<R, ?> field : shape.fields()) {
            Object was = before == null ? null : field.of(before);
            Object is = after == null ? null : field.of(after);
            boolean same = (before != null && after != null)
                    ? Objects.equals(was, is)
                    : Objects.equals(before == null ? is : was, field.of(nothing));
            if (!same && !field.is(Noted.class)) {
                tell(prefix + field.name(), field, was, is, found);
            }
        }
    }

    private static void tell(
            String path, Field<?, ?> field, @Nullable Object was, @Nullable Object is, List<Difference> found) {
        Type type = field.type();
        if (field.is(Secret.class)) {
            found.add(new Difference(path, type, Difference.SECRET, Difference.SECRET, null, null));
        } else if (field.kind() == Kind.TEXTS || field.kind() == Kind.REFS) {
            List<?> then = was == null ? List.of() : (List<?>) was;
            List<?> now = is == null ? List.of() : (List<?>) is;
            found.add(new Difference(path, type, null, null, without(now, then), without(then, now)));
        } else if (field.kind() == Kind.OBJECT && (was instanceof Record || is instanceof Record)) {
            collect(path + ".", was, is, found);
        } else {
            found.add(new Difference(path, type, was, is, null, null));
        }
    }

    private static List<?> without(List<?> some, List<?> others) {
        return some.stream().filter(each -> !others.contains(each)).toList();
    }
}
