package redoubt.api.openapi;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Judges values by JSON schemas: every keyword that the document uses, and none that it does not. */
final class FitsSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "$ref",
            "type",
            "enum",
            "const",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "items",
            "properties",
            "required",
            "additionalProperties",
            "anyOf",
            "description",
            "readOnly",
            "default",
            "title",
            "example",
            "examples",
            "oneOf",
            "allOf");

    private final JsonNode document;

    FitsSchema(JsonNode document) {
        this.document = document;
    }

    List<String> complaints(JsonNode value, JsonNode schema) {
        List<String> complaints = new ArrayList<>();
        judge(value, schema, "", complaints);
        return complaints;
    }

    private void judge(JsonNode value, JsonNode schema, String at, List<String> complaints) {
        schema.propertyNames().forEach(keyword -> {
            if (!KEYWORDS.contains(keyword)) {
                complaints.add(at + ": unknown keyword " + keyword);
            }
        });
        if (schema.has("$ref")) {
            judge(value, document.at(schema.get("$ref").stringValue().substring(1)), at, complaints);
        }
        schema.path("allOf").forEach(each -> judge(value, each, at, complaints));
        for (String choice : List.of("anyOf", "oneOf")) {
            if (schema.has(choice)
                    && schema.get(choice).valueStream().noneMatch(each -> complaints(value, each)
                            .isEmpty())) {
                complaints.add(at + ": none of " + schema.get(choice));
            }
        }
        if (schema.has("type") && !typed(value, schema.get("type"))) {
            complaints.add(at + ": " + value + " is no " + schema.get("type"));
            return;
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            complaints.add(at + ": not " + schema.get("const"));
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            complaints.add(at + ": " + value + " is not one of " + schema.get("enum"));
        }
        if (value.isString()) {
            text(value.stringValue(), schema, at, complaints);
        } else if (value.isNumber()) {
            bound(value.doubleValue(), "minimum", "maximum", schema, at, complaints);
        } else if (value.isArray()) {
            bound(value.size(), "minItems", "maxItems", schema, at, complaints);
            for (int i = 0; i < value.size() && schema.has("items"); i++) {
                judge(value.get(i), schema.get("items"), at + "/" + i, complaints);
            }
        } else if (value.isObject()) {
            members(value, schema, at, complaints);
        }
    }

    private void members(JsonNode value, JsonNode schema, String at, List<String> complaints) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.stringValue())) {
                complaints.add(at + ": " + name + " is missing");
            }
        });
        value.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode known = schema.path("properties").get(name);
            JsonNode others = schema.get("additionalProperties");
            if (known != null) {
                judge(member.getValue(), known, at + "/" + name, complaints);
            } else if (others != null && others.isObject()) {
                judge(member.getValue(), others, at + "/" + name, complaints);
            } else if (others != null && !others.booleanValue()) {
                complaints.add(at + ": unknown member " + name);
            }
        });
    }

    private static void text(String text, JsonNode schema, String at, List<String> complaints) {
        bound(text.codePointCount(0, text.length()), "minLength", "maxLength", schema, at, complaints);
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").stringValue())
                        .matcher(text)
                        .find()) {
            complaints.add(at + ": " + text + " does not match " + schema.get("pattern"));
        }
        try {
            switch (schema.path("format").asString("")) {
                case "uuid" -> {
                    if (!UUID.fromString(text).toString().equals(text)) {
                        complaints.add(at + ": no uuid: " + text);
                    }
                }
                case "date" -> LocalDate.parse(text);
                case "date-time" -> OffsetDateTime.parse(text);
                default -> {}
            }
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            complaints.add(at + ": " + wrong.getMessage());
        }
    }

    private static void bound(
            double size, String least, String most, JsonNode schema, String at, List<String> complaints) {
        if (schema.has(least) && size < schema.get(least).doubleValue()
                || schema.has(most) && size > schema.get(most).doubleValue()) {
            complaints.add(at + ": out of bounds: " + size);
        }
    }

    private static boolean typed(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            return type.valueStream().anyMatch(each -> typed(value, each));
        }
        return switch (type.stringValue()) {
            case "null" -> value.isNull();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> false;
        };
    }
}
