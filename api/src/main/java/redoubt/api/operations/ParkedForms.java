package redoubt.api.operations;

import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** The forms of the answers about parked events, as documents tell of them. */
final class ParkedForms {

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> MOMENT = Map.of("type", "string", "format", "date-time");

    private static final Map<String, Object> EXAMPLE = Ordered.map(
            "position",
            10_482,
            "type",
            "risk.updated",
            "resource",
            Ordered.map("type", "risk", "id", "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e"),
            "state",
            "failed",
            "failure",
            "22003: value is out of range for type integer",
            "attempts",
            1,
            "parked_at",
            "2026-08-08T14:43:12.123456Z",
            "tried_at",
            null);

    static final Content.Formed EVENT = new Content.Formed(
            "ParkedEvent",
            object(Ordered.map(
                    "position",
                    NUMBER,
                    "type",
                    TEXT,
                    "resource",
                    object(Ordered.map("type", TEXT, "id", Map.of("type", "string", "format", "uuid"))),
                    "state",
                    Map.of("type", "string", "enum", List.of("failed", "waiting", "dropped")),
                    "failure",
                    Map.of("type", List.of("string", "null")),
                    "attempts",
                    NUMBER,
                    "parked_at",
                    MOMENT,
                    "tried_at",
                    Map.of("type", List.of("string", "null"), "format", "date-time"))),
            EXAMPLE);

    static final Content OF_ONE = new Content.Formed(
            "ParkedEvents",
            object(Ordered.map(
                    "events", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/ParkedEvent")))),
            Ordered.map("events", List.of(EXAMPLE)));

    private ParkedForms() {}

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Ordered.map("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }
}
