package redoubt.infra.webhook;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.webhook.SigningSecret;

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

    /** What came of it; nothing, and nothing was sent, if the attempt is no longer ours to make. */
    Mono<Sent> send(Address address, Due due, byte[] body) {
        return hooks.of(address).flatMap(kept -> {
            long seconds = clock.instant().getEpochSecond();
            Map<String, String> headers = new LinkedHashMap<>(kept.headers());
            headers.put(
                    "content-type",
                    address.cloud() ? "application/cloudevents+json; charset=UTF-8" : "application/json");
            headers.put("user-agent", "Redoubt-Webhooks/1");
            headers.put("webhook-id", due.message());
            headers.put("webhook-timestamp", Long.toString(seconds));
            headers.put("webhook-signature", SigningSecret.sign(kept.secrets(), due.message(), seconds, body));
            headers.put("x-redoubt-event", due.type());
            headers.put("x-redoubt-delivery", due.id().toString());
            headers.put("x-redoubt-attempt", Integer.toString(due.number()));
            return sender.send(address.url(), headers, body, due.lease());
        });
    }
}
