package redoubt.query.sql;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import redoubt.model.Kind;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Naming;

/** Values of conditions in the form in which they are bound. */
public final class Binds {

    private Binds() {}

    /** The SQL type of a value of that kind. */
    public static String type(Kind kind) {
        return switch (kind) {
            case TEXT, CHOICE, TEXTS -> "text";
            case INTEGER -> "bigint";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case INSTANT -> "timestamptz";
            case REF, REFS -> "uuid";
            case OBJECT -> throw new IllegalArgumentException("Objects are not compared");
        };
    }

    /** One value; empty if no row can hold such a one. */
    public static Optional<Object> one(Kind kind, Object value) {
        return switch (kind) {
            case TEXT, TEXTS -> Optional.<Object>of(value).filter(text -> storable((String) text));
            case CHOICE -> Optional.of(Naming.SNAKE.constant((Enum<?>) value));
            case INTEGER -> Optional.of(((Number) value).longValue());
            case INSTANT -> Optional.of(((Instant) value).atOffset(ZoneOffset.UTC));
            case REF, REFS -> id((String) value).map(id -> id);
            default -> Optional.of(value);
        };
    }

    /** Several values as an array; those that no row can hold are left out. */
    public static Object[] many(Kind kind, List<?> values) {
        List<Object> kept = values.stream()
                .map(value -> one(kind, value).orElse(null))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return switch (kind) {
            case TEXT, TEXTS, CHOICE -> kept.toArray(String[]::new);
            case INTEGER -> kept.toArray(Long[]::new);
            case DECIMAL -> kept.toArray(BigDecimal[]::new);
            case BOOLEAN -> kept.toArray(Boolean[]::new);
            case DATE -> kept.toArray(LocalDate[]::new);
            case INSTANT -> kept.toArray(OffsetDateTime[]::new);
            case REF, REFS -> kept.toArray(UUID[]::new);
            case OBJECT -> throw new IllegalArgumentException("Objects are not compared");
        };
    }

    /** Identifiers as an array. */
    public static UUID[] ids(Collection<String> ids) {
        return ids.stream().flatMap(id -> id(id).stream()).sorted().toArray(UUID[]::new);
    }

    /** An identifier; empty if the text is none. */
    public static Optional<UUID> id(String text) {
        return Identifiers.read(text).map(UUID::fromString);
    }

    /** Whether a text can stand in the database at all: no NUL, no half of a surrogate pair. */
    public static boolean storable(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
