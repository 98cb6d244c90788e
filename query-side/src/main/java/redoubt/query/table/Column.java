package redoubt.query.table;

import io.r2dbc.spi.Readable;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;

/** One component of a record as a column: its name, its type, and how its value is read back. */
public final class Column {

    private final Field<?, ?> field;
    private final String name;
    private final Reader reader;

    Column(Field<?, ?> field) {
        this.field = field;
        this.name = Naming.SNAKE.member(field.name());
        this.reader = reader(field);
    }

    /** The component. */
    public Field<?, ?> field() {
        return field;
    }

    /** The name of the column, unquoted. */
    public String name() {
        return name;
    }

    /** The type the column must have in the table. */
    public String type() {
        return switch (field.kind()) {
            case TEXT, CHOICE -> "text";
            case INTEGER -> field.type() == Long.class || field.type() == long.class ? "bigint" : "integer";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case INSTANT -> "timestamp with time zone";
            case REF -> "uuid";
            case TEXTS -> "text[]";
            case REFS -> "uuid[]";
            case OBJECT -> "jsonb";
        };
    }

    /** How a select lists the column of the table that goes by an alias. */
    String selected(String alias) {
        String column = alias + ".\"" + name + "\"";
        // As text, because the binary form of jsonb is the driver's own affair.
        return field.kind() == Kind.OBJECT ? column + "::text" : column;
    }

    @Nullable
    Object read(Readable row, int index) {
        return reader.read(row, index);
    }

    private static Reader reader(Field<?, ?> field) {
        return switch (field.kind()) {
            case TEXT -> (row, i) -> row.get(i, String.class);
            case INTEGER ->
                field.type() == Long.class || field.type() == long.class
                        ? (row, i) -> row.get(i, Long.class)
                        : (row, i) -> row.get(i, Integer.class);
            case DECIMAL -> (row, i) -> row.get(i, BigDecimal.class);
            case BOOLEAN -> (row, i) -> row.get(i, Boolean.class);
            case DATE -> (row, i) -> row.get(i, LocalDate.class);
            case INSTANT -> (row, i) -> row.get(i, Instant.class);
            case CHOICE -> choice((Class<?>) field.type());
            case REF -> ref(field.target());
            case TEXTS -> (row, i) -> texts(row.get(i, String[].class));
            case REFS -> refs(field.target());
            case OBJECT -> object(field.type(), field.name());
        };
    }

    private static Reader choice(Class<?> type) {
        Map<String, Enum<?>> constants = new HashMap<>();
        for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
            constants.put(Naming.SNAKE.constant((Enum<?>) constant), (Enum<?>) constant);
        }
        return (row, i) -> {
            String text = row.get(i, String.class);
            return text == null ? null : constants.get(text);
        };
    }

    private static Reader ref(Class<?> target) {
        return (row, i) -> {
            UUID id = row.get(i, UUID.class);
            return id == null ? null : Ref.of(target, id.toString());
        };
    }

    private static Reader refs(Class<?> target) {
        return (row, i) -> {
            UUID[] ids = row.get(i, UUID[].class);
            if (ids == null || ids.length == 0) {
                return List.of();
            }
            List<Ref<?>> refs = new ArrayList<>(ids.length);
            for (UUID id : ids) {
                refs.add(Ref.of(target, id.toString()));
            }
            return refs;
        };
    }

    private static List<String> texts(String @Nullable [] values) {
        return values == null || values.length == 0 ? List.of() : List.of(values);
    }

    private static Reader object(Type type, String path) {
        Codec<Object> codec = Codec.of(type);
        return (row, i) -> {
            String json = row.get(i, String.class);
            if (json == null) {
                return null;
            }
            Complaints complaints = new Complaints();
            Object value = codec.read(Json.MAPPER.readTree(json), Naming.EVENT, path, complaints);
            if (!complaints.isEmpty()) {
                throw new IllegalStateException("A stored value cannot be read: " + complaints.toFailure());
            }
            return value;
        };
    }

    @FunctionalInterface
    private interface Reader {
        @Nullable
        Object read(Readable row, int index);
    }
}
