package redoubt.api.openapi;

import java.util.Locale;
import redoubt.model.Ref;

/** The names of schemas. */
final class Names {

    private Names() {}

    /** A type that stands inside another carries its name: {@code RiskMatrixStep}. */
    static String of(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : of(outer)) + type.getSimpleName();
    }

    /** The noun of what a reference points at, which need not be a record. */
    static String noun(Class<?> target) {
        return Ref.of(target, "any").noun();
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
