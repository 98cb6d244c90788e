package redoubt.api.webhook;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Moments;
import tools.jackson.core.JsonGenerator;

/** Deliveries as they are shown. */
final class DeliveryText {

    private static final String MASKED = "***";

    private DeliveryText() {}

    static void one(Delivery delivery, JsonGenerator out) {
        out.writeStartObject();
        members(delivery, out);
        out.writeEndObject();
    }

    static void detail(Delivery.Detail detail, JsonGenerator out) {
        out.writeStartObject();
        members(detail.delivery(), out);
        out.writeName("request");
        out.writeStartObject();
        out.writeStringProperty("url", detail.url());
        out.writeName("headers");
        out.writeStartObject();
        out.writeStringProperty("webhook-id", detail.delivery().message());
        out.writeStringProperty("webhook-signature", MASKED);
        out.writeStringProperty("x-redoubt-event", detail.delivery().type());
        out.writeStringProperty("x-redoubt-delivery", detail.delivery().id());
        detail.headerNames().forEach(name -> out.writeStringProperty(name, MASKED));
        out.writeEndObject();
        text("body", detail.body(), out);
        out.writeEndObject();
        out.writeName("attempts");
        out.writeStartArray();
        detail.attempts().forEach(attempt -> attempt(attempt, out));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void members(Delivery delivery, JsonGenerator out) {
        out.writeStringProperty("id", delivery.id());
        out.writeStringProperty("webhook_id", delivery.message());
        out.writeName("event");
        out.writeStartObject();
        number("position", delivery.position(), out);
        out.writeStringProperty("type", delivery.type());
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", delivery.noun());
        out.writeStringProperty("id", delivery.resource());
        out.writeEndObject();
        out.writeEndObject();
        out.writeStringProperty("state", lower(delivery.state()));
        out.writeStringProperty("trigger", lower(delivery.trigger()));
        out.writeNumberProperty("attempts_count", delivery.attempts());
        moment("next_attempt_at", delivery.nextAttemptAt(), out);
        moment("created_at", delivery.createdAt(), out);
        moment("delivered_at", delivery.deliveredAt(), out);
    }

    private static void attempt(Delivery.Attempt attempt, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("number", attempt.number());
        moment("started_at", attempt.startedAt(), out);
        out.writeNumberProperty("duration_ms", attempt.durationMs());
        number("status", attempt.status() == null ? null : Long.valueOf(attempt.status()), out);
        text("error_kind", attempt.errorKind(), out);
        out.writeName("response_headers");
        out.writeStartObject();
        attempt.headers().forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeStringProperty("response_body", attempt.body());
        text("address", attempt.address(), out);
        out.writeEndObject();
    }

    static void number(String name, @Nullable Long value, JsonGenerator out) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }

    static void text(String name, @Nullable String value, JsonGenerator out) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
    }

    private static void moment(String name, @Nullable Instant value, JsonGenerator out) {
        text(name, value == null ? null : Moments.print(value), out);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static void replay(Deliveries.Wanted wanted, Deliveries.Replay replay, JsonGenerator out) {
        out.writeStartObject();
        text("replay_id", replay.id(), out);
        out.writeNumberProperty("from_position", wanted.after() + 1);
        out.writeNumberProperty("to_position", wanted.until());
        out.writeNumberProperty("matching", replay.matching());
        out.writeEndObject();
    }

    static void replaying(Deliveries.Replaying state, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("state", state.done() ? "done" : "running");
        out.writeNumberProperty("matching", state.matching());
        out.writeNumberProperty("delivered", state.delivered());
        out.writeNumberProperty("failed", state.failed());
        out.writeNumberProperty("pending", state.pending());
        out.writeEndObject();
    }
}
