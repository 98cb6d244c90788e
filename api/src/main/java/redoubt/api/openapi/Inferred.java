package redoubt.api.openapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the schema of something from what it looks like, where no type tells: every member there is required. */
final class Inferred {

    private Inferred() {}

    static ObjectNode schema(JsonNode example) {
        return switch (example) {
            case ObjectNode object -> {
                ObjectNode schema = Tree.typed("object");
                ObjectNode members = schema.putObject("properties");
                ArrayNode required = schema.putArray("required");
                object.properties().forEach(member -> {
                    members.set(member.getKey(), schema(member.getValue()));
                    required.add(member.getKey());
                });
                yield schema;
            }
            case ArrayNode array -> {
                ObjectNode schema = Tree.typed("array");
                schema.set("items", array.isEmpty() ? Tree.object() : schema(array.get(0)));
                yield schema;
            }
            default -> scalar(example);
        };
    }

    private static ObjectNode scalar(JsonNode example) {
        if (example.isString()) {
            return Tree.typed("string");
        }
        if (example.isBoolean()) {
            return Tree.typed("boolean");
        }
        if (example.isNumber()) {
            return Tree.typed(example.isIntegralNumber() ? "integer" : "number");
        }
        return Tree.object();
    }
}
