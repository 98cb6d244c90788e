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

/** A nested object. Members that the record does not have are complaints; absent ones are left to the record. */
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
            Field<R, ?> field = expected.remove(member.getKey());
            String at = path + "." + (field == null ? member.getKey() : field.name());
            if (field == null) {
                inside.add(at, "Unknown field.");
            } else if (!member.getValue().isNull()) {
                values[field.index()] = codec(field).read(member.getValue(), naming, at, inside);
            } else if (field.is(Required.class)) {
                inside.add(at, "This field may not be null.");
            }
        });
        expected.values().stream()
                .filter(field -> field.is(Required.class))
                .forEach(field -> inside.add(path + "." + field.name(), "This field is required."));
        if (!inside.isEmpty()) {
            complaints.addAll(inside.toFailure());
            return null;
        }
        return shape.build(values);
    }

    private static Codec<Object> codec(Field<?, ?> field) {
        return Codec.of(field.type());
    }
}
