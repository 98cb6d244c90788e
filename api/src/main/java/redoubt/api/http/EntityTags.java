package redoubt.api.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Entity tags. A resource's tag is its version, a dot, and the beginning of the body's digest: caches compare all of
 * it, writers only the version, so that a member which follows from the clock never refuses a change.
 */
public final class EntityTags {

    private static final Pattern VERSIONED = Pattern.compile("\"(0|[1-9]\\d{0,17})(?:\\.[0-9a-f]{8})?\"");
    private static final Pattern TAG = Pattern.compile("\\s*(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\uffff]*\")\\s*(?:,|$)");

    private EntityTags() {}

    /** The tag of a resource in a version, shown by that body. */
    public static String of(long version, byte[] body) {
        return "\"" + version + "." + Digests.sha256(body, 8) + "\"";
    }

    /** The tag of an answer that has no version of its own. */
    public static String of(byte[] body) {
        return "\"" + Digests.sha256(body, 16) + "\"";
    }

    /**
     * The version an {@code If-Match} header names.
     *
     * @return null for {@code *}: whichever there is
     * @throws Refused if the header makes no sense
     */
    public static @Nullable Long version(List<String> header) {
        String value = String.join(",", header).strip();
        if (value.equals("*")) {
            return null;
        }
        Matcher matcher = VERSIONED.matcher(value);
        if (!matcher.matches()) {
            throw new Refused(Failure.Invalid.of(
                    Spelled.as("If-Match"), "Must be one entity tag such as \"7\", as it came in ETag, or *."));
        }
        return Long.valueOf(matcher.group(1));
    }

    /** Whether an {@code If-None-Match} header names the tag. */
    public static boolean named(List<String> header, String tag) {
        for (String line : header) {
            if (line.strip().equals("*")) {
                return true;
            }
            Matcher matcher = TAG.matcher(line);
            while (matcher.lookingAt()) {
                if (matcher.group(1).equals(tag)) {
                    return true;
                }
                matcher.region(matcher.end(), line.length());
            }
        }
        return false;
    }
}
