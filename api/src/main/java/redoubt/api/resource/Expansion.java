package redoubt.api.resource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.Ref;
import tools.jackson.core.JsonGenerator;

/**
 * Which references are shown with the name of what they point at.
 *
 * @param members the members, as they are spelled on the wire
 * @param names the names that are known
 */
public record Expansion(Set<String> members, Map<Ref<?>, String> names) {

    /** References are identifiers. */
    public static final Expansion NONE = new Expansion(Set.of(), Map.of());

    /** What a request asks for, names still to be found. */
    static Expansion read(Parameters parameters, List<String> expandable) {
        List<String> asked = parameters.list("expand");
        for (String each : asked) {
            if (!expandable.contains(each)) {
                parameters
                        .complaints()
                        .add(
                                "expand",
                                "\"" + each + "\" cannot be expanded. Choose from " + String.join(", ", expandable)
                                        + ".");
            }
        }
        return asked.isEmpty() ? NONE : new Expansion(Set.copyOf(asked), Map.of());
    }

    /** The parameter, for documents. */
    static Parameter parameter(List<String> expandable) {
        return Parameter.query(
                "expand",
                "References to show as objects with id and name, separated by commas.",
                Map.of("type", "array", "items", Map.of("type", "string", "enum", expandable)),
                expandable.getFirst());
    }

    /** The same with the names found. */
    Expansion with(Map<Ref<?>, String> found) {
        return new Expansion(members, found);
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean expands(String member) {
        return members.contains(member);
    }

    /** Writes a reference or a list of them. */
    void write(Object value, JsonGenerator out) {
        if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(each -> write(each, out));
            out.writeEndArray();
        } else if (value instanceof Ref<?> ref) {
            out.writeStartObject();
            out.writeStringProperty("id", ref.id());
            out.writeName("str");
            String name = names.get(ref);
            if (name == null) {
                out.writeNull();
            } else {
                out.writeString(name);
            }
            out.writeEndObject();
        }
    }
}
