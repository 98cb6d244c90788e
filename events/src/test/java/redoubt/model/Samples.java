package redoubt.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** One example of every event, always the same, with a value in every field. */
public final class Samples {

    private Samples() {}

    /** The example of the event with that name. */
    public static Change<?> of(Catalogue catalogue, String name) {
        Class<?> fact = catalogue.facts().get(name);
        if (fact != null) {
            return (Change<?>) record(Shape.of(fact));
        }
        return change(catalogue.resource(EventName.noun(name)).orElseThrow(), name.substring(name.indexOf('.') + 1));
    }

    private static <R> Change<R> change(Shape<R> shape, String participle) {
        R state = record(shape);
        return switch (participle) {
            case "created" -> new Created<>(state);
            case "deleted" -> new Deleted<>(state);
            case "updated" -> {
                Patch<R> all = Patch.of(shape.type());
                for (Field<R, ?> field : shape.fields()) {
                    all = all.with(field, field.of(state));
                }
                yield new Updated<>(all);
            }
            default -> throw new IllegalArgumentException(participle);
        };
    }

    /** A record with a value in every field. */
    public static <R> R record(Shape<R> shape) {
        return shape.build(shape.fields().stream()
                .map(field -> value(field.name(), field.type()))
                .toArray());
    }

    private static Object value(String name, Type type) {
        return switch (Kind.of(type)) {
            case TEXT -> "some " + name;
            case INTEGER -> type == Long.class || type == long.class ? (Object) 3L : (Object) 3;
            case DECIMAL -> new BigDecimal("0.75");
            case BOOLEAN -> true;
            case DATE -> LocalDate.of(2026, 2, 28);
            case INSTANT -> Instant.parse("2024-01-15T10:30:00.123456Z");
            case CHOICE -> ((Class<?>) type).getEnumConstants()[0];
            case REF ->
                Ref.of(
                        (Class<?>) argument(type),
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString());
            case TEXTS, REFS -> List.of(value(name, argument(type)));
            case OBJECT ->
                type instanceof ParameterizedType
                        ? List.of(value(name, argument(type)))
                        : record(Shape.of((Class<?>) type));
        };
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }
}
