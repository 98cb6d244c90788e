package redoubt.infra.privacy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import redoubt.infra.keys.SecretFile;

/**
 * The key that all other keys in the database are wrapped in, or in one that follows from it: 256 bits, in a setting or a file, never in the database.
 * Whoever loses it loses everything that says who anybody is.
 */
public final class MasterKey {

    private static final String FILE = "master-key";
    private static final String MAC = "HmacSHA256";

    private final byte[] bytes;
    private final SecretKey secret;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
        this.secret = Aes.key(bytes);
    }

    /**
     * The key that is given, or else the one in a directory, made if there is none. Reads and writes files, so it waits.
     *
     * @param given in Base64; null for the file
     * @throws MasterKeyUnusable if it is no such key, or cannot be read or kept
     */
    public static MasterKey of(@Nullable String given, Path directory) {
        if (given != null) {
            return read(given, "REDOUBT_MASTER_KEY");
        }
        SecretFile file = new SecretFile(directory, FILE);
        try {
            file.make(() -> Base64.getEncoder().encodeToString(Aes.drawKey()) + "\n");
            return read(file.read(), file.path().toString());
        } catch (IOException failure) {
            throw new MasterKeyUnusable("The master key in " + file.path() + " cannot be read or kept.", failure);
        }
    }

    /**
     * A key that is given for other things than people.
     *
     * @param setting where it stands
     * @throws MasterKeyUnusable if it is no such key
     */
    public static MasterKey given(String text, String setting) {
        return read(text, setting);
    }

    /** By which it is told from others; says nothing else about it. */
    String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint"), 0, 8);
    }

    /** The key of somebody, as it may stand in the database. */
    byte[] wrap(byte[] key, UUID subject) {
        return Aes.seal(secret, subject.toString(), key);
    }

    byte[] unwrap(byte[] wrapped, UUID subject) {
        return Aes.open(secret, subject.toString(), wrapped);
    }

    /** What encrypts for one purpose: those for other purposes do not open what it closes. */
    public Strongbox strongbox(String purpose) {
        return new Strongbox(Aes.key(derive(purpose)));
    }

    /**
     * A digest for one purpose that nobody can make who does not have the key: what could be guessed may stand in the
     * database like this.
     */
    public String digest(String purpose, String text) {
        return HexFormat.of().formatHex(code(derive(purpose), text));
    }

    /** Another secret for another purpose, from which this one cannot be found: HMAC-SHA-256 of the purpose. */
    private byte[] derive(String purpose) {
        return code(bytes, "redoubt " + purpose);
    }

    private static byte[] code(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + MAC, impossible);
        }
    }

    private static MasterKey read(String text, String where) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.strip());
            if (bytes.length == Aes.KEY) {
                return new MasterKey(bytes);
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new MasterKeyUnusable("The key in " + where + " is not 32 bytes in Base64.", null);
    }
}
