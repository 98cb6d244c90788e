package redoubt.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redoubt.api.http.Reply;

/**
 * A static page. It may load and run nothing but what this server sends; a script within it is admitted by its hash, and
 * no other.
 */
final class Page {

    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private Page() {}

    /** The page in that file beside this class; {@code further} is added to what it may do. */
    static Reply of(String file, String further) {
        byte[] html = read(file);
        return new Reply(
                200,
                Map.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Cache-Control", "no-cache",
                        "Content-Security-Policy", policy(new String(html, StandardCharsets.UTF_8), further),
                        "Referrer-Policy", "no-referrer"),
                html);
    }

    /** The policy of a page with these contents. */
    static String policy(String html, String further) {
        StringBuilder scripts = new StringBuilder("script-src 'self'");
        Matcher script = SCRIPT.matcher(html);
        while (script.find()) {
            scripts.append(" 'sha256-").append(hash(script.group(1))).append('\'');
        }
        // Styles: both programs put them into the page at run time. They run nothing.
        return "default-src 'none'; " + scripts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'" + further;
    }

    private static byte[] read(String file) {
        try (InputStream in = Page.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String hash(String script) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
