package redoubt.api.http;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What every answer says to a browser that it was not meant for: load nothing because of it, show it in no frame of
 * anybody, guess nothing about it, and tell no other server where it was. A page may say something else for itself.
 */
public final class SafeHeaders {

    private static final Map<String, String> ALL = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer");

    private SafeHeaders() {}

    /** Puts them all, each by its name and its value. */
    public static void put(BiConsumer<String, String> into) {
        ALL.forEach(into);
    }
}
