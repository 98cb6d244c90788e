package redoubt.infra.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;
import redoubt.webhook.Webhook;

/**
 * Where a message goes, and under which names it is kept what goes with it.
 *
 * @param webhook whose address it is
 * @param url where it is
 * @param cloud whether it wants CloudEvents
 * @param secret the name of the secret that signs
 * @param former the name of another one that signs as well; null for none
 * @param formerUntil until when it does
 * @param headers the name of the headers that are sent along; null for none
 */
record Address(
        Ref<Webhook> webhook,
        String url,
        boolean cloud,
        String secret,
        @Nullable String former,
        @Nullable Instant formerUntil,
        @Nullable String headers) {

    /** The address of an endpoint. */
    static Address of(Ref<Webhook> webhook, Webhook state) {
        return new Address(
                webhook,
                state.url(),
                state.bodyFormat() == Webhook.BodyFormat.CLOUDEVENTS,
                state.secretKept(),
                state.formerKept(),
                state.formerUntil(),
                state.headersKept());
    }
}
