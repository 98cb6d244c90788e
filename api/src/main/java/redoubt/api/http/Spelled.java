package redoubt.api.http;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/**
 * Keeps names that are a client's own from being respelled. Failures name members in the house's spelling and dialects
 * respell them; a name that a client made up must come back as it was sent.
 */
public final class Spelled {

    private static final char MARK = '\u0001';
    private static final char DOT = '\u0002';

    private Spelled() {}

    /** The name, marked as spelled already. */
    public static String as(String name) {
        return MARK + name.replace('.', DOT);
    }

    /** The failure for complaints whose names are all spelled already. */
    public static Failure.Invalid all(Complaints complaints) {
        return complaints.toFailure(Spelled::as);
    }

    /** The path with its unmarked steps respelled and its marked ones restored. */
    public static String path(String path, UnaryOperator<String> spelling) {
        if (path.indexOf('.') < 0) {
            return step(path, spelling);
        }
        return Arrays.stream(path.split("\\.", -1))
                .map(step -> step(step, spelling))
                .collect(Collectors.joining("."));
    }

    private static String step(String step, UnaryOperator<String> spelling) {
        return !step.isEmpty() && step.charAt(0) == MARK ? step.substring(1).replace(DOT, '.') : spelling.apply(step);
    }
}
