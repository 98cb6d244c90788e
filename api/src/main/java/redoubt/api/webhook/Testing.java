package redoubt.api.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.openapi.EventTypes;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.model.Known;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import redoubt.model.wire.Moments;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends an endpoint something that has not happened, to see whether it arrives. */
final class Testing {

    static final String PING = "webhook.ping";

    private static final String TYPE = "event_type";
    private static final int MOST = 10;
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Deliveries deliveries;
    private final EventTypes types;
    private final Showing showing;

    Testing(Deliveries deliveries, EventTypes types, Showing showing) {
        this.deliveries = deliveries;
        this.types = types;
        this.showing = showing;
    }

    Mono<Answer> answer(Call call, Known<Webhook> webhook) {
        String type = type(call);
        Instant now = showing.clock().instant();
        return deliveries
                .tests(webhook.ref(), now.minus(SPAN))
                .filter(made -> made < MOST)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Limited(SPAN.toSeconds()))))
                .flatMap(_ -> data(type, webhook))
                .flatMap(data -> deliveries.test(call.by().organization(), webhook, message(type, data, webhook, now)))
                .map(Testing::reply);
    }

    private static String type(Call call) {
        Complaints complaints = new Complaints();
        call.body().propertyNames().forEach(name -> {
            if (!name.equals(TYPE)) {
                complaints.add(name, "Unknown field.");
            }
        });
        JsonNode asked = call.body().get(TYPE);
        if (asked != null && !asked.isNull() && !asked.isString()) {
            complaints.add(TYPE, "Must be a text.");
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
        return asked == null || asked.isNull() ? PING : asked.stringValue();
    }

    private Mono<ObjectNode> data(String type, Known<Webhook> webhook) {
        if (type.equals(PING)) {
            return Mono.just(Json.MAPPER
                    .createObjectNode()
                    .put("message", "ping")
                    .put("webhook", webhook.ref().id()));
        }
        return types.example(type)
                .map(example -> example.put("test", true))
                .switchIfEmpty(Mono.error(() -> new Refused(
                        Failure.Invalid.of("eventType", "\"" + type + "\" is not the type of any event."))));
    }

    private Deliveries.Test message(String type, ObjectNode data, Known<Webhook> webhook, Instant now) {
        String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode body = Json.MAPPER.createObjectNode();
        if (webhook.state().bodyFormat() == Webhook.BodyFormat.CLOUDEVENTS) {
            String home = showing.url().of(showing.dialect().prefix());
            body.put("specversion", "1.0")
                    .put("id", id)
                    .put("source", home)
                    .put("type", "redoubt." + type)
                    .put("time", Moments.print(now))
                    .put("datacontenttype", "application/json");
            if (!type.equals(PING)) {
                body.put("dataschema", home + "/webhook-event-types/" + type + "/schema/");
            }
        } else {
            body.put("type", type).put("timestamp", Moments.print(now));
        }
        body.set("data", data);
        return new Deliveries.Test(type, id, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Answer reply(Deliveries.Tried tried) {
        Delivery.Attempt attempt = tried.attempt();
        return Reply.json(200, JsonText.write(out -> {
                    out.writeStartObject();
                    out.writeBooleanProperty("delivered", attempt.errorKind() == null);
                    DeliveryText.number(
                            "status", attempt.status() == null ? null : Long.valueOf(attempt.status()), out);
                    out.writeNumberProperty("duration_ms", attempt.durationMs());
                    DeliveryText.text(
                            "error_kind",
                            attempt.errorKind() == null
                                    ? null
                                    : attempt.errorKind().toLowerCase(Locale.ROOT),
                            out);
                    out.writeStringProperty("response_body", attempt.body());
                    out.writeStringProperty("delivery", tried.delivery());
                    out.writeEndObject();
                }))
                .with("Cache-Control", "no-store");
    }
}
