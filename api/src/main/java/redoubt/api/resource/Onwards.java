package redoubt.api.resource;

import java.util.List;
import java.util.Map;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.Shape;

/** Whether a change of something that comes again is meant for it alone, or for all that follow it as well. */
final class Onwards {

    private static final String ALONE = "this";
    private static final String ALL = "future";

    static final Parameter PARAMETER = Parameter.query(
            "series",
            "Of something that comes again: change this one alone, or those that follow it as well.",
            Map.of("type", "string", "enum", List.of(ALONE, ALL), "default", ALONE),
            ALONE);

    private Onwards() {}

    /** Whether things of that shape come again and a change may be meant so. */
    static boolean possible(Shape<?> shape, Verb verb) {
        return verb == Verb.AMEND && shape.field("recurrence").isPresent();
    }

    /** What a request means; complaints go to the parameters. */
    static boolean read(Parameters parameters) {
        String meant = parameters.one(PARAMETER.name());
        if (meant != null && !meant.equals(ALONE) && !meant.equals(ALL)) {
            parameters.complaints().add(PARAMETER.name(), "Choose this or future.");
        }
        return ALL.equals(meant);
    }
}
