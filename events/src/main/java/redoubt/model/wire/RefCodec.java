package redoubt.model.wire;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** A reference is its identifier: a UUID in any letter case, kept in lower case. */
final class RefCodec<R> extends Codec<Ref<R>> {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

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
        if (!node.isString() || !UUID.matcher(node.stringValue()).matches()) {
            complaints.add(path, "Must be a valid UUID.");
            return null;
        }
        return new Ref<>(type, node.stringValue().toLowerCase(Locale.ROOT));
    }
}
