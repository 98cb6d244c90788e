package redoubt.api.openapi;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees whose members stand in a settled order: a document is the same, byte for byte, at every start. */
final class Tree {

    private Tree() {}

    static ObjectNode object() {
        return Json.MAPPER.createObjectNode();
    }

    static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    static ObjectNode typed(String type, String format) {
        return typed(type).put("format", format);
    }

    static ObjectNode ref(String kind, String name) {
        return object().put("$ref", "#/components/" + kind + "/" + name);
    }

    static ArrayNode array(Iterable<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** A value as a tree; maps without an order of their own are sorted. */
    static JsonNode of(@Nullable Object value) {
        return switch (value) {
            case null -> NullNode.getInstance();
            case JsonNode node -> node;
            case Map<?, ?> map -> members(map);
            case Collection<?> list -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                list.forEach(each -> array.add(of(each)));
                yield array;
            }
            case Boolean flag -> Json.MAPPER.getNodeFactory().booleanNode(flag);
            case Integer number -> Json.MAPPER.getNodeFactory().numberNode(number);
            case Long number -> Json.MAPPER.getNodeFactory().numberNode(number);
            case Double number -> Json.MAPPER.getNodeFactory().numberNode(BigDecimal.valueOf(number));
            case BigDecimal number -> Json.MAPPER.getNodeFactory().numberNode(number);
            default -> Json.MAPPER.getNodeFactory().stringNode(value.toString());
        };
    }

    private static ObjectNode members(Map<?, ?> map) {
        Map<String, @Nullable Object> ordered = map instanceof LinkedHashMap ? new LinkedHashMap<>() : new TreeMap<>();
        map.forEach((name, value) -> ordered.put(String.valueOf(name), value));
        ObjectNode object = object();
        ordered.forEach((name, value) -> object.set(name, of(value)));
        return object;
    }

    /** The members of an object, sorted by name. */
    static ObjectNode sorted(ObjectNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        ObjectNode sorted = object();
        members.forEach(sorted::set);
        return sorted;
    }

    /** The schema, admitting null as well. */
    static ObjectNode nullable(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null || !type.isString()) {
            ObjectNode either = object();
            either.putArray("anyOf").add(schema).add(typed("null"));
            return either;
        }
        schema.set("type", array(java.util.List.of(type.stringValue(), "null")));
        if (schema.get("enum") instanceof ArrayNode constants) {
            constants.addNull();
        }
        return schema;
    }
}
