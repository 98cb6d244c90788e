package redoubt.query.chain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash that somebody kept elsewhere. Whoever controls the database can rewrite all of it, but not this.
 *
 * @param position of an event
 * @param hash which it had
 */
public record Anchor(long position, String hash) {

    private static final Pattern SPELLED = Pattern.compile("([1-9]\\d{0,14}):([0-9a-f]{64})");

    /** Reads {@code 10482:6b86…}; nothing if it is spelt otherwise. */
    public static Optional<Anchor> parse(String text) {
        Matcher matcher = SPELLED.matcher(text);
        return matcher.matches()
                ? Optional.of(new Anchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }
}
