package redoubt.model.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * A nested object. Members that the record does not have are complaints, and so is the lack of those it cannot do
 * without; other absent ones are left to the record. History is read with more patience: nothing absent or unknown is a
 * complaint.
 */
final class RecordCodec<R> extends Codec<R> {

    private final Shape<R> shape;

    RecordCodec(Shape<R> shape) {
        this.shape = shape;
    }

    @Override
    public void write(R value, JsonGenerator out, Naming naming) {
        out.writeStartObject();
        for (Field<R, ?> field : shape.fields()) {
            out.writeName(naming.member(field.name()));
            codec(field).writeNullable(field.of(value), out, naming);
        }
        out.writeEndObject();
    }

    @Override
    public @Nullable R read(JsonNode node, Naming naming, String path, Complaints complaints) {
        if (!node.isObject()) {
            complaints.add(path, "Expected an object.");
            return null;
        }
        Map<String, Field<R, ?>> expected = new LinkedHashMap<>();
        shape.fields().forEach(field -> expected.put(naming.member(field.name()), field));
        Complaints inside = new Complaints();
        @Nullable Object[] values = new Object[expected.size()];
        node.properties().forEach(member -> {
            Field<R, ?> field = expected.remove(naming.heard(member.getKey()));
            if (field != null) {
                values[field.index()] = member(field, member.getValue(), naming, path, inside);
            } else if (!naming.recorded()) {
                inside.add(path + "." + Shorten.to(60, member.getKey()), "Unknown field.");
            }
        });
        expected.values().stream()
                .filter(field -> indispensable(field, naming))
                .forEach(field -> inside.add(path + "." + field.name(), "This field is required."));
        if (!inside.isEmpty()) {
            complaints.addAll(inside.toFailure());
            return null;
        }
        return shape.build(values);
    }

    private @Nullable Object member(Field<R, ?> field, JsonNode value, Naming naming, String path, Complaints inside) {
        String at = path + "." + field.name();
        if (!value.isNull()) {
            return codec(field).read(value, naming, at, inside);
        }
        if (indispensable(field, naming)) {
            inside.add(at, "This field may not be null.");
        }
        return null;
    }

    private static boolean indispensable(Field<?, ?> field, Naming naming) {
        return !naming.recorded() && (field.is(Required.class) || field.primitive());
    }

    private static Codec<Object> codec(Field<?, ?> field) {
        return Codec.of(field.type());
    }
}
