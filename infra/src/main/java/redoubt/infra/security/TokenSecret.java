package redoubt.infra.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The text of an API token: 256 random bits behind a prefix by which secret scanners know it. */
public final class TokenSecret {

    private static final String PREFIX = "pst_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;
    private static final int PREVIEW = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenSecret() {}

    /** A new secret. */
    public static String draw() {
        return draw(PREFIX);
    }

    /** A new secret of another kind, as hard to guess. */
    static String draw(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether the text could be a token. */
    public static boolean wellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** The part that may be shown. */
    public static String preview(String secret) {
        return secret.substring(0, PREVIEW);
    }

    /** What is kept of a secret. Plain SHA-256 is enough, because there is nothing to guess in 256 random bits. */
    static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
