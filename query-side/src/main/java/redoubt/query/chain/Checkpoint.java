package redoubt.query.chain;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import redoubt.model.wire.CanonicalJson;
import redoubt.model.wire.Json;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * A signed statement of where the chain stood.
 *
 * @param position of the last event it covers
 * @param hash of that event
 * @param at when it was signed, as it is written on the wire
 * @param keyId of the key that signed it
 * @param signature Ed25519, in Base64
 */
public record Checkpoint(long position, String hash, String at, String keyId, String signature) {

    private static final byte[] DOMAIN = "redoubt.checkpoint.v1\0".getBytes(StandardCharsets.US_ASCII);

    /** The bytes that are signed. */
    public static byte[] signed(long position, String hash, String at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(DOMAIN);
        bytes.writeBytes(CanonicalJson.bytes(Json.MAPPER
                .createObjectNode()
                .put("position", position)
                .put("hash", hash)
                .put("at", at)));
        return bytes.toByteArray();
    }

    /** Writes it as JSON. */
    public void write(JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("position", position);
        out.writeStringProperty("hash", hash);
        out.writeStringProperty("at", at);
        out.writeStringProperty("key_id", keyId);
        out.writeStringProperty("signature", signature);
        out.writeEndObject();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Checkpoint read(JsonNode node) {
        JsonNode position = node.path("position");
        if (!position.isIntegralNumber() || !position.canConvertToLong()) {
            throw new IllegalArgumentException("A checkpoint without a position");
        }
        return new Checkpoint(
                position.longValue(),
                text(node, "hash"),
                text(node, "at"),
                text(node, "key_id"),
                text(node, "signature"));
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isString()) {
            throw new IllegalArgumentException("A checkpoint without " + member);
        }
        return value.stringValue();
    }
}
