package redoubt.model.wire;

import java.nio.charset.StandardCharsets;

/** Keeps what clients sent from filling the messages about it, or from making them unwritable. */
final class Shorten {

    private Shorten() {}

    static String to(int length, String text) {
        String cut = text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length)) + "…";
        // Encoding replaces halves of characters, which JSON could not be written with.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
