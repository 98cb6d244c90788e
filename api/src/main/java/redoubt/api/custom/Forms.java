package redoubt.api.custom;

import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** The forms of the answers that are no resources, as documents tell of them. */
final class Forms {

    static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> YES_NO = Map.of("type", "boolean");
    private static final Map<String, Object> COUNTS = Map.of("type", "object", "additionalProperties", NUMBER);

    private static final Map<String, Object> TOKEN_EXAMPLE = Ordered.map(
            "id", SOME_ID,
            "name", "CI/CD Integration",
            "token", "pst_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM",
            "token_preview", "pst_ZGVmZ2hp",
            "expires_at", "2027-01-01T00:00:00Z",
            "read_only", false,
            "status", "active",
            "version", 1);

    static final Content SUMMARY = new Content.Formed(
            "RiskSummary",
            object(Ordered.map(
                    "count", NUMBER,
                    "by_status", COUNTS,
                    "by_severity", COUNTS,
                    "by_treatment", COUNTS,
                    "heatmap",
                            Ordered.map(
                                    "type", List.of("array", "null"),
                                    "description", "Risks by likelihood, then impact, if one matrix rates all of them.",
                                    "items", Map.of("type", "array", "items", NUMBER)),
                    "overdue", NUMBER)),
            Ordered.map(
                    "count", 2,
                    "by_status", Ordered.map("open", 2, "in_progress", 0, "mitigated", 0, "accepted", 0, "closed", 0),
                    "by_severity", Ordered.map("high", 2),
                    "by_treatment", Ordered.map("open", 1, "mitigate", 1),
                    "heatmap", List.of(List.of(0, 0), List.of(0, 2)),
                    "overdue", 1));

    static final Content CONTROL_SUMMARY = new Content.Formed(
            "ControlSummary",
            object(Ordered.map(
                    "count", NUMBER,
                    "by_status", COUNTS,
                    "by_category", COUNTS,
                    "by_priority", COUNTS,
                    "overdue", NUMBER,
                    "expired", NUMBER,
                    "annual_cost",
                            Map.of(
                                    "type",
                                    "array",
                                    "items",
                                    object(Ordered.map(
                                            "currency", nullable("string"), "amount", Map.of("type", "number")))))),
            Ordered.map(
                    "count", 3,
                    "by_status", Ordered.map("to_do", 1, "active", 2, "--", 0),
                    "by_category", Ordered.map("policy", 1, "technical", 2, "--", 0),
                    "by_priority", Ordered.map("1", 2, "2", 1, "3", 0, "4", 0, "--", 0),
                    "overdue", 1,
                    "expired", 0,
                    "annual_cost", List.of(Ordered.map("currency", "EUR", "amount", 7200))));

    static final Content TREE = new Content.Formed(
            "FolderNode",
            object(Ordered.map(
                    "id", nullable("string"),
                    "name", nullable("string"),
                    "content_type", nullable("string"),
                    "counts", COUNTS,
                    "children", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/FolderNode")))),
            Ordered.map(
                    "id",
                    SOME_ID,
                    "name",
                    "Global",
                    "content_type",
                    "root",
                    "children",
                    List.of(Ordered.map(
                            "id", "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5f",
                            "name", "Payments",
                            "content_type", "domain",
                            "children", List.of()))));

    static final Content PREVIEW = new Content.Formed(
            "DeletePreview",
            object(Ordered.map(
                    "counts", COUNTS,
                    "total", NUMBER,
                    "deletable", YES_NO,
                    "missing_permissions", Map.of("type", "array", "items", TEXT))),
            Ordered.map(
                    "counts",
                    Ordered.map("folders", 1, "risks", 12),
                    "total",
                    13,
                    "deletable",
                    false,
                    "missing_permissions",
                    List.of("delete_folder")));

    static final Content NEW_TOKEN = new Content.Formed(
            "NewApiToken",
            Ordered.map(
                    "allOf",
                    List.of(
                            Map.of("$ref", "#/components/schemas/ApiToken"),
                            object(Ordered.map(
                                    "token",
                                    Ordered.map(
                                            "type",
                                            List.of("string", "null"),
                                            "description",
                                            "The secret. Null when the answer is a repeated one."))))),
            TOKEN_EXAMPLE);

    static final Content ROLES = new Content.Many(new Content.Formed(
            "Role",
            object(Ordered.map(
                    "id", TEXT,
                    "name", TEXT,
                    "permissions", Map.of("type", "array", "items", TEXT),
                    "builtin", YES_NO)),
            Ordered.map(
                    "id",
                    SOME_ID,
                    "name",
                    "approver",
                    "permissions",
                    List.of("approve_risk", "stream_events", "view_risk"),
                    "builtin",
                    true)));

    static final Content ME = new Content.Formed(
            "Me",
            object(Ordered.map(
                    "id", TEXT,
                    "email", TEXT,
                    "name", TEXT,
                    "is_service", YES_NO,
                    "roles",
                            Map.of(
                                    "type",
                                    "array",
                                    "items",
                                    object(Ordered.map("role", TEXT, "folder", TEXT, "is_recursive", YES_NO))),
                    "permissions",
                            Map.of("type", "object", "additionalProperties", Map.of("type", "array", "items", TEXT)),
                    "token",
                            Ordered.map(
                                    "oneOf",
                                    List.of(Map.of("$ref", "#/components/schemas/ApiToken"), Map.of("type", "null"))))),
            Ordered.map(
                    "id",
                    SOME_ID,
                    "email",
                    "ada@example.com",
                    "name",
                    "Ada Analyst",
                    "is_service",
                    false,
                    "roles",
                    List.of(Ordered.map("role", "analyst", "folder", SOME_ID, "is_recursive", true)),
                    "permissions",
                    Ordered.map(SOME_ID, List.of("add_risk", "view_risk"))));

    static final Content META = new Content.Formed(
            "Meta",
            object(Ordered.map(
                    "version", TEXT,
                    "api_version", TEXT,
                    "event_head", NUMBER,
                    "time", Map.of("type", "string", "format", "date-time"),
                    "timezone", TEXT,
                    "limits", COUNTS)),
            Ordered.map(
                    "version", "0.1.0",
                    "api_version", "v1",
                    "event_head", 10482,
                    "time", "2026-08-08T14:43:12Z",
                    "timezone", "UTC",
                    "limits", Ordered.map("page_size", 500)));

    static final Content CHANGELOG = new Content.Formed(
            "Changelog",
            object(Ordered.map(
                    "results",
                    Map.of(
                            "type",
                            "array",
                            "items",
                            object(Ordered.map("date", Map.of("type", "string", "format", "date"), "change", TEXT))))),
            Ordered.map(
                    "results",
                    List.of(Ordered.map("date", "2026-11-29", "change", "The first version of this interface."))));

    static final Content HEALTH =
            new Content.Formed("Health", object(Ordered.map("status", TEXT)), Ordered.map("status", "ok"));

    static final Content READY = new Content.Formed(
            "Readiness",
            object(Ordered.map("status", TEXT, "checks", Map.of("type", "object", "additionalProperties", TEXT))),
            Ordered.map(
                    "status", "ok", "checks", Ordered.map("event_store", "ok", "projections", "ok", "webhooks", "ok")));

    private Forms() {}

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Ordered.map("type", "object", "properties", properties);
    }

    private static Map<String, Object> nullable(String type) {
        return Map.of("type", List.of(type, "null"));
    }
}
