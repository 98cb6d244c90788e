package redoubt.model.wire;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes values of one Java type as JSON and reads them back, strictly: a value of the wrong JSON type is a complaint,
 * never a coercion and never an exception. One codec per type, found once; immutable, safe for any thread.
 */
public abstract class Codec<V> {

    private static final Map<Type, Codec<?>> CODECS = new ConcurrentHashMap<>();

    Codec() {}

    /** The codec of a component type: scalars, enums, references, records, and lists of them. */
    @SuppressWarnings("unchecked")
    public static <V> Codec<V> of(Type type) {
        Codec<?> known = CODECS.get(type);
        if (known == null) {
            known = create(type);
            CODECS.put(type, known);
        }
        return (Codec<V>) known;
    }

    /** Writes the value, which is not null. */
    public abstract void write(V value, JsonGenerator out, Naming naming);

    /**
     * Reads a value that is not JSON null.
     *
     * @return the value, or null after a complaint about it
     */
    public abstract @Nullable V read(JsonNode node, Naming naming, String path, Complaints complaints);

    /** Writes the value or JSON null. */
    public final void writeNullable(@Nullable V value, JsonGenerator out, Naming naming) {
        if (value == null) {
            out.writeNull();
        } else {
            write(value, out, naming);
        }
    }

    private static Codec<?> create(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type argument = parameterized.getActualTypeArguments()[0];
            if (parameterized.getRawType() == Ref.class) {
                return new RefCodec<>((Class<?>) argument);
            }
            if (parameterized.getRawType() == List.class) {
                Kind kind = Kind.of(parameterized);
                return new ListCodec<>(of(argument), kind == Kind.REFS || kind == Kind.TEXTS);
            }
        }
        if (type instanceof Class<?> raw) {
            if (raw == String.class) {
                return new Scalars.Text();
            } else if (raw == Integer.class || raw == int.class) {
                return new Scalars.Int();
            } else if (raw == Long.class || raw == long.class) {
                return new Scalars.Whole();
            } else if (raw == BigDecimal.class) {
                return new Scalars.Decimal();
            } else if (raw == Boolean.class || raw == boolean.class) {
                return new Scalars.Bool();
            } else if (raw == LocalDate.class) {
                return new Scalars.Day();
            } else if (raw == Instant.class) {
                return new Scalars.Moment();
            } else if (raw.isEnum()) {
                return new ChoiceCodec(raw);
            } else if (raw.isRecord()) {
                return new RecordCodec<>(Shape.of(raw));
            }
        }
        throw new IllegalArgumentException("No JSON form for " + type);
    }
}
