package redoubt.api.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Spelled;
import redoubt.command.Form;
import redoubt.model.Constraints;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Required;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the input of an action. All that is wrong with it is found at once. */
public final class JsonForm {

    private JsonForm() {}

    /** The form that the object fills in. */
    public static <I> Form<I> read(Class<I> type, ObjectNode sent, Naming naming) {
        ObjectNode body = Spelled.heard(sent, naming);
        Shape<I> shape = Shape.of(type);
        Complaints complaints = new Complaints();
        @Nullable Object[] values = new Object[shape.fields().size()];
        for (Field<I, ?> field : shape.fields()) {
            values[field.index()] = value(field, body.get(naming.member(field.name())), naming, complaints);
        }
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            if (shape.fields().stream()
                    .noneMatch(field -> naming.member(field.name()).equals(member.getKey()))) {
                complaints.add(Spelled.as(member.getKey()), "Unknown field.");
            }
        }
        return complaints.isEmpty() ? Form.of(shape.build(values)) : Form.wrong(complaints.toFailure());
    }

    private static @Nullable Object value(
            Field<?, ?> field, @Nullable JsonNode node, Naming naming, Complaints complaints) {
        if (node == null) {
            if (field.is(Required.class)) {
                complaints.add(field.name(), "This field is required.");
            }
            return null;
        }
        if (node.isNull()) {
            if (!field.nullable() && field.kind() != Kind.TEXTS && field.kind() != Kind.REFS) {
                complaints.add(field.name(), "This field may not be null.");
            }
            return null;
        }
        Object value = Codec.<Object>of(field.type()).read(node, naming, field.name(), complaints);
        if (value != null) {
            Constraints.judge(field, value, field.name(), complaints);
        }
        return value;
    }
}
