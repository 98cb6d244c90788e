package redoubt.api.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.history.HistoryForms;
import redoubt.api.http.Parameter;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** The forms of everything about the chain, as documents tell of them. */
final class AuditForms {

    private static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final String SOME_HASH = "7dd88ed6d097fee8d06cd65b8468a918bcacfac219bea39028bb59bdc90d81fc";
    private static final String SOME_TIME = "2026-08-08T14:43:12.123456Z";
    private static final String SOME_KEY = "3f1c8b7a6d5e0190";
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> MAYBE_TEXT = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> FLAG = Map.of("type", "boolean");
    private static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");
    private static final Map<String, Object> MAYBE_TIME =
            Map.of("type", List.of("string", "null"), "format", "date-time");
    private static final Map<String, Object> POSITION = Map.of("type", "integer", "minimum", 1);

    static final Parameter FROM =
            Parameter.query("from", "The first position.", Map.of("type", "integer", "minimum", 1, "default", 1), 1);
    static final Parameter TO = Parameter.query("to", "The last position; else whatever is sealed.", POSITION, 10_482);
    static final Parameter ANCHOR = Parameter.query(
            "anchor",
            "A position, a colon, and the hash it is known to have had; may be repeated.",
            Map.of("type", "string", "pattern", "^[1-9][0-9]{0,14}:[0-9a-f]{64}$"),
            "10482:" + SOME_HASH);

    static final Parameter ORDERING = Parameter.query(
            "ordering",
            "By position.",
            Map.of("type", "string", "enum", List.of("position", "-position"), "default", "-position"),
            "position");
    static final Parameter FORMAT = Parameter.query(
            "format",
            "The form of the file.",
            Map.of("type", "string", "enum", ExportFormat.codes(), "default", ExportFormat.NDJSON.code()),
            "csv");

    static final Content ENTRY = extended("AuditEntry", where(), someWhere());

    static final Content WHOLE = extended("WholeAuditEntry", whole(), someWhole());

    static final Content HEAD = formed(
            "ChainHead",
            Ordered.map(
                    "position", NUMBER,
                    "hash", MAYBE_TEXT,
                    "sealed_position", NUMBER,
                    "sealed_hash", TEXT,
                    "at", MAYBE_TIME),
            Ordered.map(
                    "position", 10_482,
                    "hash", SOME_HASH,
                    "sealed_position", 10_482,
                    "sealed_hash", SOME_HASH,
                    "at", SOME_TIME));

    static final Content CHECKPOINT = formed(
            "Checkpoint",
            Ordered.map("position", NUMBER, "hash", TEXT, "at", TIME, "key_id", TEXT, "signature", TEXT),
            Ordered.map(
                    "position", 10_000,
                    "hash", SOME_HASH,
                    "at", SOME_TIME,
                    "key_id", SOME_KEY,
                    "signature", "A".repeat(86) + "=="));

    static final Content KEY = formed(
            "PublicKey",
            Ordered.map("key_id", TEXT, "algorithm", TEXT, "public_key", TEXT),
            Ordered.map(
                    "key_id",
                    SOME_KEY,
                    "algorithm",
                    "Ed25519",
                    "public_key",
                    "MCowBQYDK2VwAyEA" + "A".repeat(43) + "="));

    static final Content VERDICT = formed("Verdict", verdict(), someVerdict());

    static final Content RANGE = formed(
            "VerificationRange",
            Ordered.map(
                    "from", POSITION,
                    "to", POSITION,
                    "anchors", Map.of("type", "array", "items", TEXT)),
            Ordered.map("from", 1, "to", 10_482, "anchors", List.of("10482:" + SOME_HASH)));

    static final Content RUN = formed(
            "Verification",
            Ordered.map(
                    "id", Map.of("type", "string", "format", "uuid"),
                    "state", Map.of("type", "string", "enum", List.of("running", "completed", "failed")),
                    "from", NUMBER,
                    "to", Map.of("type", List.of("integer", "null")),
                    "position", NUMBER,
                    "started_at", TIME,
                    "result",
                            Map.of(
                                    "anyOf",
                                    List.of(
                                            Map.of("type", "object", "properties", verdict()),
                                            Map.of("type", "null")))),
            Ordered.map(
                    "id",
                    SOME_ID,
                    "state",
                    "completed",
                    "from",
                    1,
                    "to",
                    10_482,
                    "position",
                    10_482,
                    "started_at",
                    SOME_TIME,
                    "result",
                    someVerdict()));

    static final Content EXPORT = new Content.Text(
            "application/x-ndjson",
            "{\"position\":1,\"id\":\"" + SOME_ID + "\",\"type\":\"risk.created\",\"schema_version\":1,"
                    + "\"resource\":{\"type\":\"risk\",\"id\":\"" + SOME_ID + "\",\"version\":1},\"folder\":null,"
                    + "\"recorded_at\":\"" + SOME_TIME + "\",\"actor\":{\"type\":\"system\",\"id\":null,"
                    + "\"token_id\":null},\"command\":\"create_risk\",\"correlation_id\":null,\"causation_id\":null,"
                    + "\"data\":{\"name\":\"Data Breach Risk\"},\"prev_hash\":\"" + "0".repeat(64) + "\",\"hash\":\""
                    + SOME_HASH + "\"}\n{\"_end\":true,\"count\":1,\"last_position\":1,\"head_hash\":\"" + SOME_HASH
                    + "\"}\n");

    private AuditForms() {}

    private static Map<String, Object> where() {
        return Ordered.map(
                "resource",
                        Map.of(
                                "type",
                                "object",
                                "properties",
                                Map.of("type", TEXT, "id", TEXT, "version", NUMBER, "name", MAYBE_TEXT)),
                "folder", MAYBE_TEXT,
                "folder_path", MAYBE_TEXT);
    }

    private static Map<String, Object> someWhere() {
        return Ordered.map(
                "resource",
                Ordered.map("type", "risk", "id", SOME_ID, "version", 2, "name", "Third-Party Data Breach"),
                "folder",
                SOME_ID,
                "folder_path",
                "Global/Payments");
    }

    private static Map<String, Object> whole() {
        Map<String, Object> members = new LinkedHashMap<>(where());
        members.put("schema_version", NUMBER);
        members.put("data", Map.of("type", "object"));
        members.put("prev_hash", MAYBE_TEXT);
        members.put("sealed", FLAG);
        return members;
    }

    private static Map<String, Object> someWhole() {
        Map<String, Object> members = new LinkedHashMap<>(someWhere());
        members.put("schema_version", 1);
        members.put("data", Map.of("impact", 5));
        members.put("prev_hash", SOME_HASH);
        members.put("sealed", true);
        return members;
    }

    /** An entry of a history with more members. */
    @SuppressWarnings("unchecked")
    private static Content extended(String name, Map<String, Object> more, Map<String, Object> example) {
        Map<String, Object> members = new LinkedHashMap<>(
                (Map<String, Object>) HistoryForms.ENTRY.schema().get("properties"));
        members.putAll(more);
        Map<String, Object> shown = new LinkedHashMap<>((Map<String, Object>) HistoryForms.ENTRY.example());
        shown.putAll(example);
        return formed(name, members, shown);
    }

    private static Map<String, Object> verdict() {
        return Ordered.map(
                "valid", FLAG,
                "first_invalid_position", NUMBER,
                "reason",
                        Map.of(
                                "type",
                                "string",
                                "enum",
                                List.of(
                                        "hash_mismatch",
                                        "prev_hash_mismatch",
                                        "version_gap",
                                        "position_order",
                                        "checkpoint_signature",
                                        "checkpoint_mismatch",
                                        "anchor_mismatch",
                                        "anchor_missing",
                                        "unreadable_event")),
                "expected", MAYBE_TEXT,
                "found", MAYBE_TEXT,
                "from", NUMBER,
                "to", NUMBER,
                "events_checked", NUMBER,
                "events_withheld", NUMBER,
                "checkpoints_checked", NUMBER,
                "anchors_checked", NUMBER,
                "head_hash", TEXT,
                "duration_ms", NUMBER);
    }

    private static Map<String, Object> someVerdict() {
        return Ordered.map(
                "valid", true,
                "from", 1,
                "to", 10_482,
                "events_checked", 10_482,
                "checkpoints_checked", 11,
                "anchors_checked", 1,
                "head_hash", SOME_HASH,
                "duration_ms", 412);
    }

    private static Content formed(String name, Map<String, Object> properties, Map<String, Object> example) {
        return new Content.Formed(name, Ordered.map("type", "object", "properties", properties), example);
    }
}
