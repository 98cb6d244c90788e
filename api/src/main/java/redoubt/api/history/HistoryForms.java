package redoubt.api.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;

/** The forms of histories, as documents tell of them. */
public final class HistoryForms {

    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> MAYBE = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> POINT =
            Map.of("type", "object", "properties", Map.of("version", NUMBER, "position", NUMBER));
    private static final Map<String, Object> CHANGES = Map.of(
            "type",
            "array",
            "items",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "field", TEXT,
                            "old", Map.of(),
                            "new", Map.of(),
                            "added", Map.of("type", "array", "items", TEXT),
                            "removed", Map.of("type", "array", "items", TEXT))));
    private static final List<Object> SOME_CHANGES = List.of(Map.of("field", "impact", "old", 4, "new", 5));

    /** An entry of a history. */
    public static final Content.Formed ENTRY = new Content.Formed("HistoryEntry", entry(), example());

    static final Content DIFF = new Content.Formed(
            "Diff",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("from", POINT, "to", POINT, "changes", CHANGES, "events", NUMBER)),
            Map.of(
                    "from",
                    Map.of("version", 3, "position", 10_480),
                    "to",
                    Map.of("version", 9, "position", 10_482),
                    "changes",
                    SOME_CHANGES,
                    "events",
                    6));

    private HistoryForms() {}

    private static Map<String, Object> entry() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", NUMBER);
        members.put("position", NUMBER);
        members.put("id", TEXT);
        members.put("type", TEXT);
        members.put("recorded_at", Map.of("type", "string", "format", "date-time"));
        members.put(
                "actor",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "type",
                                TEXT,
                                "id",
                                MAYBE,
                                "name",
                                MAYBE,
                                "token_id",
                                MAYBE,
                                "token_name",
                                MAYBE,
                                "ip",
                                MAYBE)));
        members.put("command", TEXT);
        members.put("correlation_id", MAYBE);
        members.put("causation_id", MAYBE);
        members.put("changes", CHANGES);
        members.put("hash", MAYBE);
        return Map.of("type", "object", "properties", members);
    }

    private static Map<String, Object> example() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("version", 2);
        members.put("position", 10_482);
        members.put("id", SOME_ID);
        members.put("type", "risk.updated");
        members.put("recorded_at", "2026-08-08T14:43:12.123456Z");
        members.put("actor", Map.of("type", "user", "id", SOME_ID, "name", "Ada Analyst", "ip", "192.0.2.10"));
        members.put("command", "update_risk");
        members.put("correlation_id", "ci-4711");
        members.put("causation_id", null);
        members.put("changes", SOME_CHANGES);
        members.put("hash", "7dd88ed6d097fee8d06cd65b8468a918bcacfac219bea39028bb59bdc90d81fc");
        return members;
    }
}
