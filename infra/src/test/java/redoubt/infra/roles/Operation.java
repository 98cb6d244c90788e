package redoubt.infra.roles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.infra.acceptance.Hostile;
import tools.jackson.databind.JsonNode;

/**
 * An operation as the document tells of it.
 *
 * @param name unique
 * @param method in capitals
 * @param path with its variables in braces
 * @param steps the variables that the document explains
 * @param mediaType of a body
 * @param example a body to send; null if it takes none or shows none
 */
record Operation(
        String name,
        String method,
        String path,
        Set<String> steps,
        String mediaType,
        @Nullable JsonNode example) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** All of a document, in its order. */
    static List<Operation> all(JsonNode document) {
        List<Operation> all = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    all.add(of(document, path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        return all;
    }

    private static Operation of(JsonNode document, String path, String method, JsonNode told) {
        Set<String> steps = new java.util.HashSet<>();
        for (JsonNode parameter : told.path("parameters")) {
            JsonNode known = resolved(document, parameter);
            if (known.path("in").asString().equals("path")) {
                steps.add(known.path("name").asString());
            }
        }
        return new Operation(
                told.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                steps,
                Hostile.mediaType(document, told),
                told.has("requestBody") ? Hostile.example(document, told) : null);
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    /** As the table names it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-6s %s", method, path);
    }
}
