package redoubt.query.history;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two states of a thing.
 *
 * @param path the member in camelCase, dotted inside nested objects
 * @param type the Java type of the member
 * @param before its value before; null for none. Unused for sets
 * @param after its value after; null for none. Unused for sets
 * @param added for sets of references or texts: what came in; else null
 * @param removed for sets: what went out; else null
 */
public record Difference(
        String path,
        Type type,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable List<?> added,
        @Nullable List<?> removed) {

    /** What stands for both values of a secret: that it changed may be known, what it is may not. */
    public static final String SECRET = "***";
}
