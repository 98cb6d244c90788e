package redoubt.model.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A reference is its identifier: a UUID in any letter case, kept in lower case. */
final class RefCodec<R> extends Codec<Ref<R>> {

    private final Class<R> type;

    RefCodec(Class<R> type) {
        this.type = type;
    }

    @Override
    public void write(Ref<R> value, JsonGenerator out, Naming naming) {
        out.writeString(value.id());
    }

    @Override
    public @Nullable Ref<R> read(JsonNode node, Naming naming, String path, Complaints complaints) {
        Optional<String> id = node.isString() ? Identifiers.read(node.stringValue()) : Optional.empty();
        if (id.isEmpty()) {
            complaints.add(path, "Must be a valid UUID.");
            return null;
        }
        return new Ref<>(type, id.get());
    }
}
