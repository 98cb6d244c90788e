package redoubt.api.openapi;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import redoubt.model.Computed;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.Words;
import redoubt.model.wire.Naming;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of types and of the components of records. Records become components of their own. */
final class TypeSchemas {

    /** Which way something goes. What is shown is complete; what is written may leave out what is not required. */
    enum Side {
        SHOWN,
        WRITTEN
    }

    private final Naming naming;
    private final Notes notes;
    private final Map<String, ObjectNode> components = new TreeMap<>();

    TypeSchemas(Naming naming, Notes notes) {
        this.naming = naming;
        this.notes = notes;
    }

    /** All components so far, by name. */
    Map<String, ObjectNode> components() {
        return components;
    }

    /** A component of that name, made when it is first asked for. */
    ObjectNode component(String name, Function<String, ObjectNode> maker) {
        if (!components.containsKey(name)) {
            // The name is taken before the schema is there, so that a type may contain itself.
            components.put(name, Tree.object());
            components.put(name, maker.apply(name));
        }
        return Tree.ref("schemas", name);
    }

    /** The schema of a component of a record, with its constraints, whether null is possible or not. */
    ObjectNode member(Field<?, ?> field, Side side) {
        ObjectNode schema = field.name().equals("id") ? Tree.typed("string", "uuid") : of(field.type(), side);
        constrain(field, schema);
        String type = Names.of(field.owner());
        String member = naming.member(field.name());
        notes.about(type, member)
                .or(() -> notes.about("*", member))
                .or(() -> pointer(field))
                .ifPresent(about -> schema.put("description", about));
        if (side == Side.SHOWN && field.is(Computed.class)) {
            schema.put("readOnly", true);
        }
        return schema;
    }

    /** The schema of a type. */
    ObjectNode of(Type type, Side side) {
        if (type instanceof ParameterizedType parameterized) {
            if (parameterized.getRawType() == Ref.class) {
                return Tree.typed("string", "uuid");
            }
            ObjectNode list = Tree.typed("array");
            list.set("items", of(parameterized.getActualTypeArguments()[0], side));
            return list;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            String name = (side == Side.WRITTEN ? "Written" : "") + Names.of(raw);
            return component(name, _ -> record(Shape.of(raw), side));
        }
        return scalar(raw);
    }

    private ObjectNode scalar(Class<?> raw) {
        if (raw.isEnum()) {
            ObjectNode schema = Tree.typed("string");
            schema.set(
                    "enum",
                    Tree.array(Arrays.stream(raw.getEnumConstants())
                            .map(constant -> naming.constant((Enum<?>) constant))
                            .toList()));
            return schema;
        }
        if (raw == Integer.class || raw == int.class) {
            return Tree.typed("integer", "int32");
        } else if (raw == Long.class || raw == long.class) {
            return Tree.typed("integer", "int64");
        } else if (raw == BigDecimal.class || raw == Double.class) {
            return Tree.typed("number");
        } else if (raw == Boolean.class || raw == boolean.class) {
            return Tree.typed("boolean");
        } else if (raw == LocalDate.class) {
            return Tree.typed("string", "date");
        } else if (raw == Instant.class) {
            return Tree.typed("string", "date-time");
        } else if (raw == String.class) {
            return Tree.typed("string");
        }
        throw new IllegalArgumentException("No schema for " + raw);
    }

    /** A record that clients fill in: members that are not known are refused. */
    ObjectNode form(Shape<?> shape) {
        return record(shape, Side.WRITTEN);
    }

    private ObjectNode record(Shape<?> shape, Side side) {
        ObjectNode schema = Tree.typed("object");
        ObjectNode members = schema.putObject("properties");
        ArrayNode required = Tree.array(java.util.List.of());
        for (Field<?, ?> field : shape.fields()) {
            ObjectNode member = member(field, side);
            members.set(naming.member(field.name()), field.nullable() ? Tree.nullable(member) : member);
            if (side == Side.SHOWN || field.is(Required.class)) {
                required.add(naming.member(field.name()));
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return side == Side.WRITTEN ? schema.put("additionalProperties", false) : schema;
    }

    private static void constrain(Field<?, ?> field, ObjectNode schema) {
        if (field.is(NotBlank.class)) {
            schema.put("minLength", 1);
        }
        field.as(Size.class).ifPresent(size -> {
            boolean text = field.kind() == Kind.TEXT;
            if (size.min() > 0) {
                schema.put(text ? "minLength" : "minItems", size.min());
            }
            schema.put(text ? "maxLength" : "maxItems", size.max());
        });
        field.as(Pattern.class).ifPresent(pattern -> schema.put("pattern", "^(?:" + pattern.regexp() + ")$"));
        field.as(Min.class).ifPresent(min -> schema.put("minimum", min.value()));
        field.as(Max.class).ifPresent(max -> schema.put("maximum", max.value()));
        field.as(Words.class)
                .ifPresent(words ->
                        ((ObjectNode) schema.get("items")).put("minLength", 1).put("maxLength", words.max()));
    }

    private static java.util.Optional<String> pointer(Field<?, ?> field) {
        return switch (field.kind()) {
            case REF -> java.util.Optional.of("The identifier of " + Names.article(noun(field)) + ".");
            case REFS -> java.util.Optional.of("Identifiers; each is that of " + Names.article(noun(field)) + ".");
            default -> java.util.Optional.empty();
        };
    }

    private static String noun(Field<?, ?> field) {
        return Names.words(Names.noun(field.target()));
    }
}
