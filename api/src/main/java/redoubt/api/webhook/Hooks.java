package redoubt.api.webhook;

import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Keeps what endpoints share with us and nobody else may know, each under a name of its own. What is kept never changes. */
public interface Hooks {

    /** A fresh secret. */
    SigningSecret draw();

    /** Keeps a secret; emits the name. */
    Mono<String> keep(Ref<Webhook> webhook, SigningSecret secret);

    /** Keeps headers; emits the name. */
    Mono<String> keep(Ref<Webhook> webhook, Map<String, String> headers);

    /** What is kept under a name is not needed: nothing says that it is what an endpoint shares with us. */
    Mono<Void> drop(String name);

    /**
     * Does something with what is kept. If that is refused for good, nobody will ever need it; if nobody knows what became of
     * it, somebody may.
     */
    default <T> Mono<T> with(Mono<String> kept, Function<String, Mono<T>> doing) {
        return kept.flatMap(name -> doing.apply(name)
                .onErrorResume(
                        thrown -> thrown instanceof Refused refused
                                && !(refused.failure() instanceof Failure.Unavailable),
                        refused -> drop(name).then(Mono.error(refused))));
    }

    /** What happens after a position is for the endpoint, which was created there. */
    Mono<Void> begin(Ref<Webhook> webhook, String organization, long position);

    /** Whatever failed before is not held against the endpoint any more. */
    Mono<Void> forgive(Ref<Webhook> webhook);
}
