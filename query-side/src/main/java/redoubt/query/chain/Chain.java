package redoubt.query.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import redoubt.model.wire.CanonicalJson;
import tools.jackson.databind.JsonNode;

/** How events are bound together: the hash of each covers the hash of the one before. Hashes are 64 small hex digits. */
public final class Chain {

    /** What stands before the first event. */
    public static final String GENESIS = "0".repeat(64);

    private static final byte[] DOMAIN = "redoubt.audit.v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Chain() {}

    /**
     * The hash of an event.
     *
     * @param previous the hash of the event before it
     * @param core what of the event is sealed
     * @throws IllegalArgumentException if the core has no canonical form
     */
    public static String next(String previous, JsonNode core) {
        MessageDigest digest = sha256();
        digest.update(DOMAIN);
        digest.update(HexFormat.of().parseHex(previous));
        return HexFormat.of().formatHex(digest.digest(CanonicalJson.bytes(core)));
    }

    /** Whether the text is spelt like a hash. */
    public static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
