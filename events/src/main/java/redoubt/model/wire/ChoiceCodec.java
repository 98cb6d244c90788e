package redoubt.model.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** One of the constants of an enum, spelled as the naming says. */
final class ChoiceCodec extends Codec<Enum<?>> {

    private final Enum<?>[] constants;

    ChoiceCodec(Class<?> type) {
        this.constants = (Enum<?>[]) type.getEnumConstants();
    }

    @Override
    public void write(Enum<?> value, JsonGenerator out, Naming naming) {
        out.writeString(naming.constant(value));
    }

    @Override
    public @Nullable Enum<?> read(JsonNode node, Naming naming, String path, Complaints complaints) {
        if (!node.isString()) {
            complaints.add(path, "Not a valid string.");
            return null;
        }
        String text = node.stringValue();
        return Arrays.stream(constants)
                .filter(constant -> naming.constant(constant).equals(text))
                .findFirst()
                .orElseGet(() -> {
                    complaints.add(path, "\"" + Shorten.to(60, text) + "\" is not a valid choice.");
                    return null;
                });
    }
}
