package redoubt.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON from and to bytes. Reading is strict: whatever two readers could understand differently is refused. */
public final class JsonText {

    private JsonText() {}

    /** The bytes that the writer writes. */
    public static byte[] write(Consumer<JsonGenerator> writer) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(2_048);
        try (JsonGenerator out = Json.MAPPER.createGenerator(bytes)) {
            writer.accept(out);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an object.
     *
     * @throws Refused for anything that is not one well-formed object: bad UTF-8, duplicate members, nesting that is
     *     too deep, numbers that are too long, halves of surrogate pairs, text after the end
     */
    public static ObjectNode readObject(byte[] bytes) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException | JacksonException _) {
            throw unreadable("");
        }
        if (!(node instanceof ObjectNode object)) {
            throw unreadable(node == null ? "" : kind(node));
        }
        if (!wellFormed(object)) {
            throw unreadable("");
        }
        return object;
    }

    private static boolean wellFormed(JsonNode node) {
        if (node.isString()) {
            return wellFormed(node.stringValue());
        }
        return node.propertyStream().allMatch(member -> wellFormed(member.getKey()) && wellFormed(member.getValue()))
                && (!node.isArray() || node.valueStream().allMatch(JsonText::wellFormed));
    }

    /** Whether every surrogate in the text has its other half. */
    static boolean wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            case STRING -> "str";
            case BOOLEAN -> "bool";
            case NUMBER -> node.isIntegralNumber() ? "int" : "float";
            case NULL -> "null";
            default -> "";
        };
    }

    private static Refused unreadable(String found) {
        return new Refused(new Failure.Unreadable(found));
    }
}
