package redoubt.api.webhook;

import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.model.Ref;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Keeps what endpoints share with us and nobody else may know. */
public interface Hooks {

    /** A fresh secret. */
    SigningSecret draw();

    /** Keeps the secret and the headers of an endpoint that is about to be created. */
    Mono<Void> keep(Ref<Webhook> webhook, SigningSecret secret, Map<String, String> headers);

    /** What happens after a position is for the endpoint, which was created there. */
    Mono<Void> begin(Ref<Webhook> webhook, String organization, long position);

    /** Another secret signs from now on, and the one before it as well for a while. */
    Mono<Void> rotate(Ref<Webhook> webhook, SigningSecret secret, Duration grace);

    /** Other headers are sent from now on. */
    Mono<Void> headers(Ref<Webhook> webhook, Map<String, String> headers);
}
