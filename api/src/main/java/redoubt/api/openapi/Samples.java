package redoubt.api.openapi;

import jakarta.validation.constraints.Min;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Stamps;
import redoubt.model.Field;
import redoubt.model.Named;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.wire.Naming;
import redoubt.query.Derived;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What resources and forms may look like: what is noted about their members, and for the rest something of the type. */
final class Samples {

    static final String ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private final Naming naming;
    private final Notes notes;

    Samples(Naming naming, Notes notes) {
        this.naming = naming;
        this.notes = notes;
    }

    /** A resource as it is shown. */
    ObjectNode shown(Shape<?> shape, List<Derived> derived, Stamps stamps) {
        ObjectNode sample = Tree.object();
        members(stamps.first(), sample);
        members(shape, sample);
        for (Derived member : derived) {
            sample.set(naming.member(member.name()), derived(shape, member));
        }
        members(stamps.last(), sample);
        return sample;
    }

    /** A member that a resource shows beside its fields. */
    JsonNode derived(Shape<?> shape, Derived member) {
        JsonNode noted = noted(Names.of(shape.type()), naming.member(member.name()));
        return noted != null ? noted : member.nullable() ? Tree.of(null) : some(member.type(), null);
    }

    /** What is sent: what is noted under that name as a whole, else what must be sent, else the name. */
    ObjectNode written(String name, Shape<?> shape, Iterable<? extends Field<?, ?>> fields, boolean whole) {
        if (notes.example("@", name) instanceof ObjectNode noted) {
            return noted;
        }
        ObjectNode sample = Tree.object();
        for (Field<?, ?> field : fields) {
            if (whole ? field.is(Required.class) : field.is(Named.class)) {
                sample.set(naming.member(field.name()), value(field));
            }
        }
        return sample;
    }

    private void members(Shape<?> shape, ObjectNode into) {
        for (Field<?, ?> field : shape.fields()) {
            if (field.shown()) {
                into.set(naming.member(field.name()), value(field));
            }
        }
    }

    /** The value of a component. */
    JsonNode value(Field<?, ?> field) {
        JsonNode noted = noted(Names.of(field.owner()), naming.member(field.name()));
        return noted != null ? noted : field.nullable() ? Tree.of(null) : some(field.type(), field);
    }

    private @Nullable JsonNode noted(String type, String member) {
        JsonNode own = notes.example(type, member);
        return own != null ? own : notes.example("*", member);
    }

    private JsonNode some(Type type, @Nullable Field<?, ?> field) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getRawType() == Ref.class ? Tree.of(ID) : Tree.of(List.of());
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord()) {
            ObjectNode nested = Tree.object();
            members(Shape.of(raw), nested);
            return nested;
        }
        if (raw.isEnum()) {
            return Tree.of(naming.constant((Enum<?>) raw.getEnumConstants()[0]));
        }
        if (raw == String.class) {
            return Tree.of(field != null && field.name().equals("id") ? ID : "Example");
        }
        if (raw == Boolean.class || raw == boolean.class) {
            return Tree.of(false);
        }
        if (raw == Instant.class) {
            return Tree.of("2026-01-15T10:30:00Z");
        }
        if (raw == LocalDate.class) {
            return Tree.of("2026-12-31");
        }
        if (raw == BigDecimal.class || raw == Double.class) {
            return Tree.of(new BigDecimal("0.5"));
        }
        if (raw == List.class) {
            return Tree.of(List.of());
        }
        if (raw == Map.class) {
            return Tree.of(Map.of());
        }
        long least = field == null ? 1 : field.as(Min.class).map(Min::value).orElse(1L);
        return Tree.of(least);
    }
}
