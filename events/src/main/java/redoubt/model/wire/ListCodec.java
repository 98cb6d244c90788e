package redoubt.model.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A list; if it is a set, the order means nothing and duplicates collapse. History is read as it stands. */
final class ListCodec<E> extends Codec<List<E>> {

    private final Codec<E> element;
    private final boolean distinct;

    ListCodec(Codec<E> element, boolean distinct) {
        this.element = element;
        this.distinct = distinct;
    }

    @Override
    public void write(List<E> value, JsonGenerator out, Naming naming) {
        out.writeStartArray();
        for (E each : value) {
            element.write(each, out, naming);
        }
        out.writeEndArray();
    }

    @Override
    public @Nullable List<E> read(JsonNode node, Naming naming, String path, Complaints complaints) {
        if (!node.isArray()) {
            complaints.add(path, "Expected a list of items.");
            return null;
        }
        List<E> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            JsonNode each = node.get(i);
            String at = path + "." + i;
            if (each.isNull()) {
                complaints.add(at, "This field may not be null.");
            } else {
                E value = element.read(each, naming, at, complaints);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return List.copyOf(distinct && !naming.recorded() ? new LinkedHashSet<>(values) : values);
    }
}
