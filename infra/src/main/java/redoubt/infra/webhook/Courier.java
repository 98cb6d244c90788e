package redoubt.infra.webhook;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.model.Ref;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Takes a message to an endpoint, signed with what the endpoint shares with us at that moment. */
final class Courier {

    private final StoredHooks hooks;
    private final Sender sender;
    private final Clock clock;

    Courier(StoredHooks hooks, Sender sender, Clock clock) {
        this.hooks = hooks;
        this.sender = sender;
        this.clock = clock;
    }

    /** What came of it; nothing if nobody knows the endpoint. */
    Mono<Sent> send(Ref<Webhook> webhook, String url, boolean cloud, Due due, byte[] body) {
        return hooks.of(webhook).flatMap(kept -> {
            long seconds = clock.instant().getEpochSecond();
            Map<String, String> headers = new LinkedHashMap<>(kept.headers());
            headers.put("content-type", cloud ? "application/cloudevents+json; charset=UTF-8" : "application/json");
            headers.put("user-agent", "Redoubt-Webhooks/1");
            headers.put("webhook-id", due.message());
            headers.put("webhook-timestamp", Long.toString(seconds));
            headers.put("webhook-signature", SigningSecret.sign(kept.secrets(), due.message(), seconds, body));
            headers.put("x-redoubt-event", due.type());
            headers.put("x-redoubt-delivery", due.id().toString());
            headers.put("x-redoubt-attempt", Integer.toString(due.number()));
            return sender.send(url, headers, body);
        });
    }
}
