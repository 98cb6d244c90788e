package redoubt.infra.eventstore;

import java.util.Collection;
import org.axonframework.messaging.eventstreaming.Tag;

/** Texts on their way into the database and back. */
final class Texts {

    private Texts() {}

    /**
     * Refuses what a database text cannot hold (NUL) or would silently change (half a surrogate pair): two texts that
     * differ here must differ there, else a condition would see other events than its neighbour in memory.
     */
    static String storable(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException(what + " must not contain the NUL character");
            }
            if (Character.isSurrogate(c)) {
                boolean whole = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!whole) {
                    throw new IllegalArgumentException(what + " must not contain half a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    /** {@code key=value}; a backslash in the key guards its own {@code =} and {@code \}, so that no two tags coincide. */
    static String of(Tag tag) {
        var key = storable("The key of a tag", tag.key());
        if (key.indexOf('=') >= 0 || key.indexOf('\\') >= 0) {
            key = key.replace("\\", "\\\\").replace("=", "\\=");
        }
        return key + "=" + storable("The value of a tag", tag.value());
    }

    static Tag tag(String text) {
        var key = new StringBuilder(text.length());
        int i = 0;
        while (text.charAt(i) != '=') {
            if (text.charAt(i) == '\\') {
                i++;
            }
            key.append(text.charAt(i));
            i++;
        }
        return new Tag(key.toString(), text.substring(i + 1));
    }

    /** An array literal of the database, for lists that travel inside an array. */
    static String array(Collection<String> elements) {
        var literal = new StringBuilder("{");
        for (var element : elements) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            literal.append('"');
            for (int i = 0; i < element.length(); i++) {
                char c = element.charAt(i);
                if (c == '"' || c == '\\') {
                    literal.append('\\');
                }
                literal.append(c);
            }
            literal.append('"');
        }
        return literal.append('}').toString();
    }
}
