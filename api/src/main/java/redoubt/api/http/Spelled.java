package redoubt.api.http;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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

    /**
     * The object with its members under the names that a dialect knows them by, in whichever of its spellings they were
     * sent.
     *
     * @throws Refused if a member was sent in two spellings
     */
    public static ObjectNode heard(ObjectNode object, Naming naming) {
        if (object.propertyStream()
                .allMatch(member -> naming.heard(member.getKey()).equals(member.getKey()))) {
            return object;
        }
        ObjectNode heard = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = naming.heard(member.getKey());
            if (heard.has(name)) {
                throw new Refused(Failure.Invalid.of(as(member.getKey()), "This field may be given once."));
            }
            heard.set(name, member.getValue());
        }
        return heard;
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
