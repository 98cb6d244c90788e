package redoubt.model.wire;

/** Keeps what clients sent from filling the messages about it. */
final class Shorten {

    private Shorten() {}

    static String to(int length, String text) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length)) + "…";
    }
}
