package redoubt.infra.faults;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;

/**
 * A write, which can be sent again. Its key is the first word of the description that it writes, by which its event is
 * found in the log.
 *
 * @param key is no other request's
 * @param path of what is changed; null for a creation
 * @param version that is to be changed; 0 for a creation
 * @param text what it writes
 */
record Request(String key, @Nullable String path, int version, String text) {

    static Request create(String key, String text) {
        return new Request(key, null, 0, key + " " + text);
    }

    static Request update(String key, String path, int version, String text) {
        return new Request(key, path, version, key + " " + text);
    }

    boolean creates() {
        return path == null;
    }

    /** What the log must hold of it, byte for byte. */
    String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sends it; fails with {@link java.io.UncheckedIOException} if no answer comes. */
    Reply send(Http http) {
        return path == null
                ? http.with("Idempotency-Key", key)
                        .post("/api/v1/risks/", "{\"name\":\"" + key + "\",\"description\":\"" + text + "\"}")
                : http.with("If-Match", "\"" + version + "\"").patch(path, "{\"description\":\"" + text + "\"}");
    }
}
