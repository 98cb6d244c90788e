package redoubt.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What sort of value a component holds; it decides how the value is stored, compared and documented. */
public enum Kind {
    /** A string. */
    TEXT,
    /** A whole number within ±2^53. */
    INTEGER,
    /** A decimal number. */
    DECIMAL,
    /** True or false. */
    BOOLEAN,
    /** A calendar day. */
    DATE,
    /** A moment in UTC. */
    INSTANT,
    /** One of a fixed set of words. */
    CHOICE,
    /** A pointer to a resource. */
    REF,
    /** A list of strings. */
    TEXTS,
    /** A list of pointers. */
    REFS,
    /** A nested object. */
    OBJECT;

    /** What sort of value a component of that type holds. */
    public static Kind of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            if (parameterized.getRawType() == Ref.class) {
                return REF;
            }
            if (parameterized.getRawType() == List.class) {
                Kind element = of(parameterized.getActualTypeArguments()[0]);
                return switch (element) {
                    case TEXT -> TEXTS;
                    case REF -> REFS;
                    default -> OBJECT;
                };
            }
        }
        if (type instanceof Class<?> raw) {
            if (raw == String.class) {
                return TEXT;
            } else if (raw == Integer.class || raw == Long.class || raw == int.class || raw == long.class) {
                return INTEGER;
            } else if (raw == BigDecimal.class) {
                return DECIMAL;
            } else if (raw == Boolean.class || raw == boolean.class) {
                return BOOLEAN;
            } else if (raw == LocalDate.class) {
                return DATE;
            } else if (raw == Instant.class) {
                return INSTANT;
            } else if (raw.isEnum()) {
                return CHOICE;
            } else if (raw.isRecord()) {
                return OBJECT;
            }
        }
        throw new IllegalArgumentException("A component of type " + type + " is not supported");
    }
}
