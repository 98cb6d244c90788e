package redoubt.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a form as browsers send them, {@code name=value&…}. Reading is strict: whatever two readers could
 * understand differently is refused.
 */
public final class FormText {

    /** Its media type. */
    public static final String TYPE = "application/x-www-form-urlencoded";

    private static final int HEXADECIMAL = 16;

    private FormText() {}

    /**
     * Reads a form as an object of texts.
     *
     * @throws Refused for bad escapes, bad UTF-8 and names that are there twice
     */
    public static ObjectNode readObject(byte[] bytes) {
        ObjectNode members = Json.MAPPER.createObjectNode();
        for (String pair : text(bytes).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!pair.isEmpty() && members.replace(name, members.stringNode(value)) != null) {
                throw unreadable();
            }
        }
        return members;
    }

    private static String decoded(String part) {
        byte[] sent = part.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(sent.length);
        for (int i = 0; i < sent.length; i++) {
            if (sent[i] != '%') {
                bytes.write(sent[i]);
            } else if (i + 2 < sent.length) {
                bytes.write(digit(sent[++i]) * HEXADECIMAL + digit(sent[++i]));
            } else {
                throw unreadable();
            }
        }
        return text(bytes.toByteArray());
    }

    private static int digit(byte ascii) {
        int digit = Character.digit(ascii, HEXADECIMAL);
        if (digit < 0) {
            throw unreadable();
        }
        return digit;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw unreadable();
        }
    }

    private static Refused unreadable() {
        return new Refused(new Failure.Unreadable(""));
    }
}
