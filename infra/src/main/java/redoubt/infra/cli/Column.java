package redoubt.infra.cli;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/**
 * A column of a table.
 *
 * @param name the member that it shows; one within another is written {@code actor.name}
 */
record Column(String name) {

    /** What stands in it for that thing, in one line. */
    String of(JsonNode thing) {
        JsonNode value = thing;
        for (String step : name.split("\\.", -1)) {
            value = value.path(step);
        }
        return text(value);
    }

    /** A word for people: what something is called rather than everything about it. */
    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            StringJoiner all = new StringJoiner(", ");
            value.forEach(each -> all.add(text(each)));
            return all.toString();
        }
        if (!value.isObject()) {
            return value.asString().replaceAll("\\p{Cntrl}+", " ");
        }
        if (value.has("field")) {
            return text(value.path("field")) + ": " + text(value.path("old")) + " → " + text(value.path("new"));
        }
        for (String naming : new String[] {"name", "label", "email", "id"}) {
            if (value.has(naming)) {
                return text(value.path(naming));
            }
        }
        return value.toString();
    }
}
