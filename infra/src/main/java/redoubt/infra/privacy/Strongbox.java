package redoubt.infra.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Encrypts what must not stand in the database in clear, with a key for that purpose alone. What it encrypts is bound to a
 * name, so that nothing can be put in the place of something else. Safe for any thread; draws random numbers.
 */
public final class Strongbox {

    private final SecretKey key;

    Strongbox(SecretKey key) {
        this.key = key;
    }

    /** The text, encrypted under a name. */
    public byte[] close(String name, String text) {
        return Aes.seal(key, name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text that was encrypted under that name; empty if it was encrypted with another key, or changed since. */
    public Optional<String> open(String name, byte[] closed) {
        try {
            return Optional.of(new String(Aes.open(key, name, closed), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
