package redoubt.api.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;

/** The forms of what is said about deliveries, as documents tell of them. */
final class DeliveryForms {

    static final String SOME_ID = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> ID = Map.of("type", "string", "format", "uuid");
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");
    private static final Map<String, Object> YES_NO = Map.of("type", "boolean");
    private static final Map<String, Object> MAYBE_TEXT = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> MAYBE_NUMBER = Map.of("type", List.of("integer", "null"));
    private static final Map<String, Object> MOMENT = Map.of("type", "string", "format", "date-time");
    private static final Map<String, Object> MAYBE_MOMENT =
            Map.of("type", List.of("string", "null"), "format", "date-time");
    private static final Map<String, Object> TEXTS =
            Map.of("type", "object", "additionalProperties", Map.of("type", "string"));
    private static final String MESSAGE = "msg_0190b6f099997aaa8aaa0123456789ab";

    private static final Map<String, Object> MEMBERS = Ordered.map(
            "id", ID,
            "webhook_id", TEXT,
            "event",
                    object(Ordered.map(
                            "position", MAYBE_NUMBER,
                            "type", TEXT,
                            "resource", object(Ordered.map("type", TEXT, "id", ID)))),
            "state", words(Delivery.State.values()),
            "trigger", words(Delivery.Trigger.values()),
            "attempts_count", NUMBER,
            "next_attempt_at", MAYBE_MOMENT,
            "created_at", MOMENT,
            "delivered_at", MAYBE_MOMENT);

    private static final Map<String, Object> EXAMPLE = Ordered.map(
            "id",
            SOME_ID,
            "webhook_id",
            MESSAGE,
            "event",
            Ordered.map(
                    "position", 10_482, "type", "risk.updated", "resource", Ordered.map("type", "risk", "id", SOME_ID)),
            "state",
            "retrying",
            "trigger",
            "event",
            "attempts_count",
            1,
            "next_attempt_at",
            "2026-08-08T14:43:17Z",
            "created_at",
            "2026-08-08T14:43:12Z",
            "delivered_at",
            null);

    static final Content.Formed ONE = new Content.Formed("WebhookDelivery", object(MEMBERS), EXAMPLE);

    static final Content DETAIL = new Content.Formed(
            "WebhookDeliveryDetail",
            object(more(
                    MEMBERS,
                    Ordered.map(
                            "request",
                            object(Ordered.map("url", TEXT, "headers", TEXTS, "body", MAYBE_TEXT)),
                            "attempts",
                            Map.of(
                                    "type",
                                    "array",
                                    "items",
                                    object(Ordered.map(
                                            "number", NUMBER,
                                            "started_at", MOMENT,
                                            "duration_ms", NUMBER,
                                            "status", MAYBE_NUMBER,
                                            "error_kind", MAYBE_TEXT,
                                            "response_headers", TEXTS,
                                            "response_body", TEXT,
                                            "address", MAYBE_TEXT)))))),
            more(
                    EXAMPLE,
                    Ordered.map(
                            "request",
                            Ordered.map(
                                    "url",
                                    "https://siem.example.com/hooks/redoubt",
                                    "headers",
                                    Ordered.map("webhook-id", MESSAGE, "webhook-signature", "***"),
                                    "body",
                                    "{\"type\":\"risk.updated\"}"),
                            "attempts",
                            List.of(Ordered.map(
                                    "number",
                                    1,
                                    "started_at",
                                    "2026-08-08T14:43:12Z",
                                    "duration_ms",
                                    83,
                                    "status",
                                    503,
                                    "error_kind",
                                    "http_status",
                                    "response_headers",
                                    Ordered.map("retry-after", "5"),
                                    "response_body",
                                    "",
                                    "address",
                                    "203.0.113.7")))));

    static final Content TEST = new Content.Formed(
            "WebhookTest", object(Ordered.map("event_type", TEXT)), Ordered.map("event_type", "webhook.ping"));

    static final Content TESTED = new Content.Formed(
            "WebhookTested",
            object(Ordered.map(
                    "delivered", YES_NO,
                    "status", MAYBE_NUMBER,
                    "duration_ms", NUMBER,
                    "error_kind", MAYBE_TEXT,
                    "response_body", TEXT,
                    "delivery", ID)),
            Ordered.map(
                    "delivered",
                    true,
                    "status",
                    204,
                    "duration_ms",
                    83,
                    "error_kind",
                    null,
                    "response_body",
                    "",
                    "delivery",
                    SOME_ID));

    static final Content ROTATION = new Content.Formed(
            "WebhookSecretRotation",
            Ordered.map(
                    "type", "object", "properties", Ordered.map("secret", MAYBE_TEXT, "grace_seconds", MAYBE_NUMBER)),
            Ordered.map("grace_seconds", 3_600));

    static final Content SECRET = new Content.Formed(
            "WebhookWithSecret",
            Ordered.map(
                    "allOf",
                    List.of(
                            Map.of("$ref", "#/components/schemas/Webhook"),
                            object(Ordered.map(
                                    "secret",
                                    Ordered.map(
                                            "type",
                                            List.of("string", "null"),
                                            "description",
                                            "The secret. Null when the answer is a repeated one."))))),
            Ordered.map(
                    "id",
                    SOME_ID,
                    "name",
                    "SIEM",
                    "secret",
                    "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
                    "version",
                    1));

    static final Content REPLAY = new Content.Formed(
            "WebhookReplayRequest",
            Ordered.map(
                    "type",
                    "object",
                    "properties",
                    Ordered.map(
                            "since", MAYBE_MOMENT,
                            "from_position", MAYBE_NUMBER,
                            "until", MAYBE_MOMENT,
                            "to_position", MAYBE_NUMBER,
                            "event_types", Map.of("type", "array", "items", TEXT),
                            "only_failed", YES_NO,
                            "dry_run", YES_NO)),
            Ordered.map("from_position", 10_000));

    static final Content REPLAYED = new Content.Formed(
            "WebhookReplay",
            object(Ordered.map(
                    "replay_id", MAYBE_TEXT, "from_position", NUMBER, "to_position", NUMBER, "matching", NUMBER)),
            Ordered.map("replay_id", SOME_ID, "from_position", 10_000, "to_position", 10_490, "matching", 42));

    static final Content REPLAYING = new Content.Formed(
            "WebhookReplayState",
            object(Ordered.map(
                    "state",
                    Map.of("type", "string", "enum", List.of("running", "done")),
                    "matching",
                    NUMBER,
                    "delivered",
                    NUMBER,
                    "failed",
                    NUMBER,
                    "pending",
                    NUMBER)),
            Ordered.map("state", "running", "matching", 42, "delivered", 40, "failed", 0, "pending", 2));

    private DeliveryForms() {}

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Ordered.map("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }

    private static Map<String, Object> words(Enum<?>[] values) {
        return Map.of(
                "type",
                "string",
                "enum",
                new ArrayList<>(Arrays.stream(values)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList()));
    }

    private static Map<String, Object> more(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new LinkedHashMap<>(one);
        both.putAll(other);
        return both;
    }
}
