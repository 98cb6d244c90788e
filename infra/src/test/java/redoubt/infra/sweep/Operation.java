package redoubt.infra.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import redoubt.infra.acceptance.Hostile;
import redoubt.infra.acceptance.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An operation of the served document.
 *
 * @param method in capitals
 * @param path with its variables
 * @param told what the document says of it
 * @param document the whole
 */
record Operation(String method, String path, JsonNode told, JsonNode document) {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head");

    /** All that a running Redoubt serves, in the order of the document. */
    static List<Operation> all(Http http) {
        JsonNode document = http.get("/api/v1/openapi.json").expect(200).json();
        List<Operation> all = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    all.add(new Operation(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue(),
                            document));
                }
            }
        }
        return all;
    }

    /** Its name in the document. */
    String id() {
        return told.path("operationId").asString();
    }

    /** Whether it only asks. */
    boolean asks() {
        return method.equals("GET");
    }

    /** Whether it makes or changes a thing, rather than doing something with one. */
    boolean writes() {
        return method.equals("PUT") || method.equals("PATCH") || (method.equals("POST") && !path.contains("{"));
    }

    /**
     * What it takes beside a body.
     *
     * @param in path, query or header
     * @param name its name
     * @param schema what it may be
     * @param demanded whether nothing is answered without it
     */
    record Parameter(String in, String name, JsonNode schema, boolean demanded) {}

    /** The parameters without which nothing is answered. */
    List<Parameter> required() {
        return parameters().stream()
                .filter(each -> each.in().equals("query") && each.demanded())
                .toList();
    }

    /** What it takes beside a body. */
    List<Parameter> parameters() {
        return told.path("parameters")
                .valueStream()
                .map(each -> Hostile.resolved(document, each))
                .map(each -> new Parameter(
                        each.path("in").asString(),
                        each.path("name").asString(),
                        Hostile.resolved(document, each.path("schema")),
                        each.path("required").asBoolean(false)))
                .toList();
    }

    /** The form of its body; nothing is there if it takes none. */
    JsonNode form() {
        return Hostile.resolved(
                document, Hostile.content(document, told).path(mediaType()).path("schema"));
    }

    /** Of its body. */
    String mediaType() {
        return Hostile.mediaType(document, told);
    }

    /** Whether it takes a body. */
    boolean hasBody() {
        return told.has("requestBody");
    }

    /** A body as the document gives it. */
    ObjectNode example() {
        return (ObjectNode) Hostile.example(document, told).deepCopy();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
