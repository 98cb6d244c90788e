package redoubt.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * An answer that is complete in memory. Immutable, as long as nobody writes into the body.
 *
 * @param status the HTTP status code
 * @param headers by their usual spelling, in the order in which they are sent
 * @param body the bytes; empty for none
 * @param kept what may be kept of the body: the same, unless there is a secret in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying every body would cost more than it saves
public record Reply(int status, Map<String, String> headers, byte[] body, byte[] kept) implements Answer {

    private static final byte[] NOTHING = {};

    /** Answers are for the one who asked, and looked at again before they are shown again. */
    private static final Map<String, String> JSON =
            Map.of("Content-Type", "application/json", "Cache-Control", "private, no-cache");

    /** An answer without secrets. */
    public Reply(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, body);
    }

    /** A JSON answer, written straight into its bytes. */
    public static Reply json(int status, Consumer<JsonGenerator> writer) {
        return json(status, JsonText.write(writer));
    }

    /** A JSON answer from text that is JSON already. */
    public static Reply json(int status, byte[] body) {
        return new Reply(status, JSON, body);
    }

    /** An answer without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), NOTHING);
    }

    /** The same with a further header; a header of the same spelling is replaced. */
    public Reply with(String name, Object value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value.toString());
        return new Reply(status, extended, body, kept);
    }

    /** The same without a body, for a client that has it already. */
    public Reply notModified() {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.remove("Content-Type");
        return new Reply(304, kept, NOTHING);
    }

    /** The same with something less in what may be kept of it. */
    public Reply keeping(byte[] harmless) {
        return new Reply(status, headers, body, harmless);
    }

    /** What may be kept of it; says so if that is less than it told. */
    public Reply forKeeping() {
        Reply harmless = new Reply(status, headers, kept);
        return kept == body ? harmless : harmless.with("X-Redoubt-Secret-Withheld", true);
    }

    /** Whether what was asked for was done. */
    public boolean successful() {
        return status >= 200 && status < 300;
    }
}
