package redoubt.api.changes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;
import redoubt.query.changes.ChangeKind;

/** The form of the report, as documents tell of it. */
final class ChangeForms {

    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> MAYBE = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> POINT = Map.of(
            "type",
            "object",
            "properties",
            Ordered.map("position", NUMBER, "at", Map.of("type", "string", "format", "date-time")));
    private static final Map<String, Object> KIND = Map.of(
            "type",
            "string",
            "enum",
            Arrays.stream(ChangeKind.values()).map(ChangeKind::code).toList());
    private static final Map<String, Object> CHANGE = Map.of(
            "type",
            "object",
            "properties",
            Ordered.map(
                    "kind", KIND,
                    "resource",
                            Map.of(
                                    "type",
                                    "object",
                                    "properties",
                                    Ordered.map("type", TEXT, "id", TEXT, "name", MAYBE)),
                    "folder", MAYBE,
                    "folder_path", MAYBE,
                    "field", TEXT,
                    "old", Map.of(),
                    "new", Map.of(),
                    "position", NUMBER,
                    "events", NUMBER));

    static final Content REPORT = new Content.Formed(
            "ChangeReport",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Ordered.map(
                            "from", POINT,
                            "to", POINT,
                            "folder", MAYBE,
                            "events", NUMBER,
                            "counts", Map.of("type", "object", "additionalProperties", NUMBER),
                            "changes", Map.of("type", "array", "items", CHANGE))),
            Ordered.map(
                    "from", Ordered.map("position", 120, "at", "2026-01-01T00:00:00Z"),
                    "to", Ordered.map("position", 10_482, "at", "2026-12-31T23:59:59Z"),
                    "folder", null,
                    "events", 412,
                    "counts", Ordered.map("risk_raised", 1),
                    "changes", List.of(example())));

    private ChangeForms() {}

    private static Map<String, Object> example() {
        return Ordered.map(
                "kind", "risk_raised",
                "resource", Ordered.map("type", "risk", "id", SOME_ID, "name", "Third-Party Data Breach"),
                "folder", SOME_ID,
                "folder_path", "Global/Payments",
                "field", "severity",
                "old", "medium",
                "new", "high",
                "position", 10_482,
                "events", 3);
    }
}
