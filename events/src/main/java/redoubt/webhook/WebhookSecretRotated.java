package redoubt.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * An endpoint shares another secret with us from now on.
 *
 * @param secretRotatedAt when
 * @param secretPreview its beginning
 * @param secretKept the name under which it is kept
 * @param formerKept the name of the one before, if that signs as well for a while; null if it does not
 * @param formerUntil until when it does
 */
@Fact.Happened(to = Webhook.class, as = "secret_rotated")
public record WebhookSecretRotated(
        Instant secretRotatedAt,
        String secretPreview,
        String secretKept,
        @Nullable String formerKept,
        @Nullable Instant formerUntil)
        implements Fact<Webhook> {

    @Override
    public Patch<Webhook> effect() {
        return Patch.of(Webhook.class)
                .set(Webhook::secretRotatedAt, secretRotatedAt)
                .set(Webhook::secretPreview, secretPreview)
                .set(Webhook::secretKept, secretKept)
                .set(Webhook::formerKept, formerKept)
                .set(Webhook::formerUntil, formerUntil);
    }
}
