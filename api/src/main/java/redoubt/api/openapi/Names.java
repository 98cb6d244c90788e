package redoubt.api.openapi;

import java.util.Locale;

/** The names of schemas. */
final class Names {

    private Names() {}

    /** A type that stands inside another carries its name: {@code RiskMatrixStep}. */
    static String of(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : of(outer)) + type.getSimpleName();
    }

    /** {@code an API token}, {@code a folder}. */
    static String article(String noun) {
        return ("aeiouAEIOU".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /** {@code Risk matrix} for {@code risk_matrix}. */
    static String words(String noun) {
        String words = noun.replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.startsWith("api ") ? "API" + words.substring(3) : words;
    }
}
