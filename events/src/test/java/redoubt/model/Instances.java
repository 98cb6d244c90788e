package redoubt.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import redoubt.model.wire.Moments;

/** Generated records: any values that the types of their components allow, whether or not they make sense together. */
public final class Instances {

    private static final long EXACT = 1L << 53;

    private Instances() {}

    /** Any resource of any type of the product. */
    public static Arbitrary<Object> resources() {
        return Arbitraries.of(Vocabulary.catalogue().resources())
                .flatMap(shape -> of(shape).asGeneric());
    }

    /** Any fact of the product. */
    public static Arbitrary<Fact<?>> facts() {
        return Arbitraries.of(Vocabulary.catalogue().facts().values())
                .flatMap(type -> of(Shape.of(type)).map(fact -> (Fact<?>) fact));
    }

    /** Records of that shape. */
    public static <R> Arbitrary<R> of(Shape<R> shape) {
        List<Arbitrary<Object>> values = new ArrayList<>();
        for (Field<R, ?> field : shape.fields()) {
            Arbitrary<Object> value = of(field.type());
            values.add(field.is(Required.class) || field.primitive() ? value : value.injectNull(0.3));
        }
        return values.isEmpty()
                ? Arbitraries.just(shape.build(new Object[0]))
                : Combinators.combine(values).as(list -> shape.build(list.toArray()));
    }

    private static Arbitrary<Object> of(Type type) {
        return switch (Kind.of(type)) {
            case TEXT -> texts().asGeneric();
            case INTEGER ->
                type == Integer.class || type == int.class
                        ? Arbitraries.integers().asGeneric()
                        : Arbitraries.longs().between(-EXACT, EXACT).asGeneric();
            case DECIMAL ->
                Arbitraries.bigDecimals()
                        .between(new BigDecimal(-10_000), new BigDecimal(10_000))
                        .ofScale(4)
                        .asGeneric();
            case BOOLEAN -> Arbitraries.of(true, false).asGeneric();
            case DATE ->
                Arbitraries.longs()
                        .between(
                                LocalDate.of(1, 1, 1).toEpochDay(),
                                LocalDate.of(9999, 12, 31).toEpochDay())
                        .map(LocalDate::ofEpochDay)
                        .asGeneric();
            case INSTANT -> instants().asGeneric();
            case CHOICE -> Arbitraries.of(((Class<?>) type).getEnumConstants());
            case REF -> ids().map(id -> (Object) Ref.of((Class<?>) argument(type), id));
            case TEXTS -> texts().list().ofMaxSize(3).asGeneric();
            case REFS -> of(argument(type)).set().ofMaxSize(3).map(List::copyOf).asGeneric();
            case OBJECT ->
                type instanceof ParameterizedType
                        ? of(argument(type)).list().ofMaxSize(3).asGeneric()
                        : of(Shape.of((Class<?>) type)).map(nested -> (Object) nested);
        };
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.strings().alpha().ofMaxLength(12)),
                Tuple.of(1, Arbitraries.of("", " a ", "\"quoted\"\\", "Zoë\n\tü", "😀 risk", "a/b", "null", "1e9")));
    }

    private static Arbitrary<String> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new UUID(high, low).toString());
    }

    private static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs()
                                .between(
                                        Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                                        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()),
                        Arbitraries.of(0, 500_000_000, 123_000_000, 1_000, 999_999_000))
                .as((second, nano) -> Moments.cut(Instant.ofEpochSecond(second, nano)));
    }
}
