package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import redoubt.model.Shape;
import redoubt.model.Vocabulary;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Whatever a client sends, a codec answers with a value or with a complaint: never with both, never with an exception. */
class CodecLaws {

    private static final Set<Type> TYPES = types();
    private static final List<String> NAMES = names();

    /** What tends to go wrong. */
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1.0",
        "0.1e-3",
        "1e400",
        "-1e400",
        "1e39",
        "9007199254740992",
        "9007199254740993",
        "-9223372036854775808",
        "9223372036854775807",
        "99999999999999999999999999",
        "2147483648",
        "\"\"",
        "\" \"",
        "\"3\"",
        "\"1e999999999\"",
        "\"NaN\"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"\\ud83d\\ude00\"",
        "\"open\"",
        "\"OPEN\"",
        "\"root\"",
        "\"2024-02-30\"",
        "\"2024-02-29\"",
        "\"0000-01-01\"",
        "\"-999-01-01\"",
        "\"2024-1-1\"",
        "\"+99999-01-01\"",
        "\"2024-01-15T10:30:00Z\"",
        "\"2024-01-15T10:30:00\"",
        "\"2024-01-15T10:30:00.1234567+14:00\"",
        "\"+999999999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00+01:00\"",
        "\"9999-12-31T23:59:59-01:00\"",
        "\"2024-01-15\"",
        "\"0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e\"",
        "\"0190B6F0-4C7E-7D3A-9A5E-2F1C8B7A6D5E\"",
        "\"{}\"",
        "[]",
        "{}"
    };

    @Property(tries = 1_000)
    void anyJsonIsReadOrComplainedAbout(
            @ForAll("types") Type type, @ForAll("json") String json, @ForAll("namings") Naming naming) {
        JsonNode node = Json.MAPPER.readTree(json);
        Complaints complaints = new Complaints();

        Object value = node.isNull() ? "" : Codec.of(type).read(node, naming, "it", complaints);

        assertThat(complaints.isEmpty() == (value != null) || node.isArray())
                .as("%s from %s: %s, %s", type, json, value, complaints.toFailure())
                .isTrue();
        assertThat(complaints.toFailure().details().keySet())
                .allMatch(path -> path.equals("it") || path.startsWith("it."));
    }

    @Property(tries = 1_000)
    void whatWasReadIsReadAgainFromItsOwnWriting(@ForAll("types") Type type, @ForAll("json") String json) {
        JsonNode node = Json.MAPPER.readTree(json);
        Complaints complaints = new Complaints();
        Object value = node.isNull() ? null : Codec.of(type).read(node, Naming.SNAKE, "it", complaints);
        if (value == null || !complaints.isEmpty()) {
            return;
        }
        JsonNode again = Json.MAPPER.readTree(write(type, value, Naming.EVENT));

        assertThat(Codec.of(type).read(again, Naming.EVENT, "it", complaints)).isEqualTo(value);
        assertThat(complaints.isEmpty()).isTrue();
    }

    private static String write(Type type, Object value, Naming naming) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            Codec.<Object>of(type).write(value, out, naming);
        }
        return text.toString();
    }

    @Provide("types")
    Arbitrary<Type> anyType() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<Naming> namings() {
        return Arbitraries.of(Naming.SNAKE, Naming.EVENT);
    }

    @Provide
    Arbitrary<String> json() {
        return json(3);
    }

    private static Arbitrary<String> json(int depth) {
        Arbitrary<String> scalar = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.of(SCALARS)),
                Tuple.of(1, Arbitraries.integers().map(String::valueOf)),
                Tuple.of(1, Arbitraries.strings().alpha().ofMaxLength(5).map(text -> '"' + text + '"')));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<String> inner = json(depth - 1);
        return Arbitraries.oneOf(
                scalar,
                inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                Combinators.combine(
                                Arbitraries.of(NAMES).set().ofMaxSize(8).map(List::copyOf),
                                inner.list().ofSize(8))
                        .as(CodecLaws::object));
    }

    private static String object(List<String> names, List<String> values) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            members.add('"' + names.get(i) + "\":" + values.get(i));
        }
        return "{" + String.join(",", members) + "}";
    }

    private static List<String> names() {
        Set<String> names = new LinkedHashSet<>(List.of("surprise", ""));
        TYPES.stream()
                .filter(type -> type instanceof Class<?> raw && raw.isRecord())
                .flatMap(type -> Shape.of((Class<?>) type).fields().stream())
                .forEach(field -> names.add(Naming.SNAKE.member(field.name())));
        return List.copyOf(names);
    }

    /** Every type of a component anywhere in the vocabulary, nested ones included. */
    private static Set<Type> types() {
        Set<Type> types = new LinkedHashSet<>();
        Vocabulary.types().forEach(type -> collect(type, types));
        return types;
    }

    private static void collect(Type type, Set<Type> types) {
        if (!types.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            collect(list.getActualTypeArguments()[0], types);
        } else if (type instanceof Class<?> raw && raw.isRecord()) {
            Shape.of(raw).fields().forEach(field -> collect(field.type(), types));
        }
    }
}
