package redoubt.api.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.Catalogue;
import redoubt.model.EventName;
import redoubt.model.Shape;
import redoubt.model.wire.Identifiers;
import redoubt.query.feed.ChangeFeed.Filter;

/**
 * What a client wants to hear.
 *
 * @param filter which events
 * @param payload how much of each
 * @param asked what was asked for, by the name of the parameter, in the words of the client
 */
record Selection(Filter filter, Payload payload, Map<String, List<String>> asked) {

    private static final int MOST = 100;
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> ID = Map.of("type", "string", "format", "uuid");

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "types",
                    "Only these events, separated by commas: exact names, risk.* for all of a resource, or *.",
                    list(TEXT),
                    List.of("risk.*", "folder.created")),
            Parameter.query(
                    "resource_type",
                    "Only what happens to resources of these types, separated by commas.",
                    list(TEXT),
                    List.of("risk")),
            Parameter.query(
                    "resource",
                    "Only what happens to these resources, by identifier, at most 100.",
                    list(ID),
                    List.of("0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e")),
            Parameter.query(
                    "folder",
                    "Only what happens in these folders and below, by identifier, at most 100.",
                    list(ID),
                    List.of("0190b6f0-0000-7000-8000-0000000000f0")),
            Parameter.query(
                    "payload",
                    "How much data tells: the whole resource, its identifier, or nothing.",
                    Map.of("type", "string", "enum", List.of("full", "thin", "none"), "default", "full"),
                    "full"));

    /** What a request asks for; complaints go to its parameters. */
    static Selection read(Parameters parameters, Catalogue catalogue) {
        Map<String, List<String>> asked = new LinkedHashMap<>();
        Set<String> names = new TreeSet<>();
        for (String type : asked("types", parameters, asked)) {
            Set<String> meant = meant(type, catalogue);
            if (meant.isEmpty()) {
                parameters.complaints().add("types", "\"" + type + "\" is not the type of any event.");
            }
            names.addAll(meant);
        }
        if (names.containsAll(catalogue.eventNames())) {
            names.clear();
        }
        Set<String> nouns = Set.copyOf(asked("resource_type", parameters, asked));
        for (String noun : nouns) {
            if (catalogue.resource(noun).isEmpty()) {
                parameters
                        .complaints()
                        .add(
                                "resource_type",
                                "\"" + noun + "\" is not a type of resources. Choose from "
                                        + String.join(", ", nouns(catalogue)) + ".");
            }
        }
        Filter filter = new Filter(
                Set.copyOf(names), nouns, ids("resource", parameters, asked), ids("folder", parameters, asked));
        return new Selection(filter, payload(parameters), asked);
    }

    private static List<String> asked(String name, Parameters parameters, Map<String, List<String>> into) {
        List<String> values = parameters.list(name);
        if (!values.isEmpty()) {
            into.put(name, values);
        }
        return values;
    }

    private static Set<String> meant(String type, Catalogue catalogue) {
        Set<String> names = new TreeSet<>();
        for (String name : catalogue.eventNames()) {
            if (type.equals("*") || type.equals(name) || type.equals(EventName.noun(name) + ".*")) {
                names.add(name);
            }
        }
        return names;
    }

    private static List<String> nouns(Catalogue catalogue) {
        return catalogue.resources().stream().map(Shape::noun).sorted().toList();
    }

    private static Set<String> ids(String name, Parameters parameters, Map<String, List<String>> into) {
        Set<String> ids = new TreeSet<>();
        for (String id : asked(name, parameters, into)) {
            if (Identifiers.read(id).isEmpty()) {
                parameters.complaints().add(name, "\"" + id + "\" is not an identifier.");
            }
            ids.add(id.toLowerCase(Locale.ROOT));
        }
        if (ids.size() > MOST) {
            parameters.complaints().add(name, "At most " + MOST + " identifiers.");
        }
        return Set.copyOf(ids);
    }

    private static Payload payload(Parameters parameters) {
        String code = parameters.one("payload");
        Payload payload = code == null ? Payload.FULL : Payload.of(code);
        if (payload == null) {
            parameters.complaints().add("payload", "Must be full, thin or none.");
            return Payload.FULL;
        }
        return payload;
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }
}
