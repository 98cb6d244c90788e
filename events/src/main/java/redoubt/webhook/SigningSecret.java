package redoubt.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint shares with us, so that it can tell that a message is ours. It is written as {@code whsec_} and its bytes in
 * Base64; the bytes are the key, not the text.
 */
public final class SigningSecret {

    /** How many bytes are drawn where nobody brings their own. */
    public static final int USUAL = 32;

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int SHOWN = 4;
    private static final String MAC = "HmacSHA256";

    private final byte[] key;

    /** Is never asked itself: it is copied for each message, which costs less than to begin with the key. */
    private final Mac keyed;

    private SigningSecret(byte[] key) {
        this.key = key;
        this.keyed = keyed(key);
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has " + MAC, impossible);
        }
    }

    /** The secret with those bytes. */
    public static SigningSecret of(byte[] key) {
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new IllegalArgumentException("A secret has " + SHORTEST + " to " + LONGEST + " bytes");
        }
        return new SigningSecret(key.clone());
    }

    /** The secret that is written like that; empty if none is. */
    public static Optional<SigningSecret> read(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return key.length < SHORTEST || key.length > LONGEST
                    ? Optional.empty()
                    : Optional.of(new SigningSecret(key));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** All of it, to be shown once. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** Its beginning, by which people tell secrets apart. */
    public String preview() {
        return text().substring(0, PREFIX.length() + SHOWN);
    }

    /**
     * The signature of a message.
     *
     * @param id of the message, the same in every attempt
     * @param seconds of the attempt, since 1970
     * @param body as it is sent, byte for byte
     */
    public String sign(String id, long seconds, byte[] body) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(MAC + " of every Java platform can be copied", impossible);
        }
    }

    /** The signatures of a message under each of several secrets, as one header. */
    public static String sign(List<SigningSecret> secrets, String id, long seconds, byte[] body) {
        return secrets.stream().map(secret -> secret.sign(id, seconds, body)).collect(Collectors.joining(" "));
    }

    /** Says no more than the preview. */
    @Override
    public String toString() {
        return preview() + "…";
    }
}
