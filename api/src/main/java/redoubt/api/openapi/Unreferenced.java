package redoubt.api.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes components out of a document to which nothing in it refers: what is told to nobody is no part of a contract. */
final class Unreferenced {

    private static final List<String> KINDS = List.of("schemas", "responses", "parameters", "headers");

    private Unreferenced() {}

    /** Takes them out, and then those to which only they referred. */
    static void remove(ObjectNode document) {
        boolean found = true;
        while (found) {
            Set<String> referred = new HashSet<>();
            collect(document, referred);
            found = false;
            for (String kind : KINDS) {
                if (document.path("components").path(kind) instanceof ObjectNode components) {
                    List<String> idle = components.propertyNames().stream()
                            .filter(name -> !referred.contains("#/components/" + kind + "/" + name))
                            .toList();
                    components.remove(idle);
                    found |= !idle.isEmpty();
                }
            }
        }
    }

    private static void collect(JsonNode node, Set<String> referred) {
        if (node.path("$ref").isString()) {
            referred.add(node.path("$ref").stringValue());
        }
        node.forEach(each -> collect(each, referred));
    }
}
