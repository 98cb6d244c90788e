package redoubt.api.operations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;
import redoubt.query.rebuild.State;

/** The forms of what is said about projections and their rebuilds, as documents tell of them. */
final class ProjectionForms {

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> WHOLE = Map.of("type", "integer");
    private static final Map<String, Object> NUMBER = Map.of("type", "number");
    private static final Map<String, Object> MAYBE_WHOLE = Map.of("type", List.of("integer", "null"));
    private static final Map<String, Object> MAYBE_TEXT = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> MOMENT = Map.of("type", "string", "format", "date-time");
    private static final Map<String, Object> MAYBE_MOMENT =
            Map.of("type", List.of("string", "null"), "format", "date-time");
    private static final Map<String, Object> FAILURE = Map.of(
            "type",
            List.of("object", "null"),
            "properties",
            Ordered.map("position", WHOLE, "event_type", TEXT, "message", TEXT));
    private static final Map<String, Object> DRIFT = Map.of(
            "type",
            List.of("object", "null"),
            "properties",
            Ordered.map(
                    "missing",
                    WHOLE,
                    "extra",
                    WHOLE,
                    "different",
                    WHOLE,
                    "samples",
                    Map.of("type", "array", "items", TEXT)));

    private static final Map<String, Object> EXAMPLE = Ordered.map(
            "id",
            "0190b6f0-4c7e-4d3a-9a5e-2f1c8b7a6d5e",
            "projection",
            "risks",
            "state",
            "running",
            "reason",
            "After an upgrade",
            "from",
            1,
            "to",
            10_482,
            "processed",
            8_000,
            "percent",
            76.3,
            "events_per_second",
            5_120,
            "eta_seconds",
            1,
            "requested_at",
            "2026-08-08T14:43:11.123456Z",
            "started_at",
            "2026-08-08T14:43:12.123456Z",
            "finished_at",
            null,
            "requested_by",
            "0190b6f0-2222-7aaa-8aaa-0123456789ab",
            "generation_old",
            3,
            "generation_new",
            4,
            "checksum_old",
            null,
            "checksum_new",
            null,
            "drift",
            null,
            "error",
            null);

    static final Content.Formed REBUILD = new Content.Formed(
            "Rebuild",
            object(Ordered.map(
                    "id", TEXT,
                    "projection", TEXT,
                    "state",
                            Map.of(
                                    "type",
                                    "string",
                                    "enum",
                                    Arrays.stream(State.values())
                                            .map(State::code)
                                            .toList()),
                    "reason", TEXT,
                    "from", WHOLE,
                    "to", WHOLE,
                    "processed", WHOLE,
                    "percent", NUMBER,
                    "events_per_second", MAYBE_WHOLE,
                    "eta_seconds", MAYBE_WHOLE,
                    "requested_at", MOMENT,
                    "started_at", MAYBE_MOMENT,
                    "finished_at", MAYBE_MOMENT,
                    "requested_by", MAYBE_TEXT,
                    "generation_old", MAYBE_WHOLE,
                    "generation_new", MAYBE_WHOLE,
                    "checksum_old", MAYBE_TEXT,
                    "checksum_new", MAYBE_TEXT,
                    "drift", DRIFT,
                    "error", FAILURE)),
            EXAMPLE);

    static final Content.Formed PROJECTION = new Content.Formed(
            "Projection",
            object(Ordered.map(
                    "name", TEXT,
                    "generation", WHOLE,
                    "state", Map.of("type", "string", "enum", List.of("running", "rebuilding", "paused")),
                    "position", WHOLE,
                    "head", WHOLE,
                    "lag_events", WHOLE,
                    "lag_seconds", NUMBER,
                    "last_event_at", MAYBE_MOMENT,
                    "parked", WHOLE,
                    "error", FAILURE,
                    "rebuild",
                            Map.of(
                                    "anyOf",
                                    List.of(Map.of("$ref", "#/components/schemas/Rebuild"), Map.of("type", "null"))))),
            Ordered.map(
                    "name",
                    "risks",
                    "generation",
                    3,
                    "state",
                    "rebuilding",
                    "position",
                    10_482,
                    "head",
                    10_482,
                    "lag_events",
                    0,
                    "lag_seconds",
                    0.0,
                    "last_event_at",
                    "2026-08-08T14:43:12.123456Z",
                    "parked",
                    0,
                    "error",
                    null,
                    "rebuild",
                    EXAMPLE));

    static final Content WANTED = new Content.Formed(
            "RebuildRequest",
            Ordered.map(
                    "type", "object",
                    "required", List.of("reason"),
                    "properties",
                            Ordered.map(
                                    "reason", Map.of("type", "string", "minLength", 1, "maxLength", 500),
                                    "verify", Map.of("type", "boolean", "default", false),
                                    "swap", Map.of("type", "boolean", "default", true),
                                    "batch_size",
                                            Map.of(
                                                    "type", "integer", "minimum", 100, "maximum", 10_000, "default",
                                                    1_000),
                                    "max_events_per_second", Map.of("type", List.of("integer", "null"), "minimum", 1))),
            Ordered.map("reason", "After an upgrade", "verify", true));

    static final Content REBUILDS = new Content.Formed(
            "Rebuilds",
            object(Ordered.map(
                    "rebuilds", Map.of("type", "array", "items", Map.of("$ref", "#/components/schemas/Rebuild")))),
            Ordered.map("rebuilds", List.of(EXAMPLE)));

    static final Content PROGRESS = new Content.Text("text/event-stream", """
        event: rebuild.progress
        data: {"id":"0190b6f0-4c7e-4d3a-9a5e-2f1c8b7a6d5e","state":"running"}

        """);

    private ProjectionForms() {}

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Ordered.map("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }
}
