package redoubt.model.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Identifiers as clients send them: UUIDs in any letter case, kept in lower case. */
public final class Identifiers {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Identifiers() {}

    /** The identifier as it stands in URLs and events; empty if the text is none. */
    public static Optional<String> read(String text) {
        return UUID.matcher(text).matches() ? Optional.of(text.toLowerCase(Locale.ROOT)) : Optional.empty();
    }
}
