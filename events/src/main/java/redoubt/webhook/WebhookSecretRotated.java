package redoubt.webhook;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * An endpoint shares another secret with us from now on.
 *
 * @param secretRotatedAt when
 * @param secretPreview its beginning
 */
@Fact.Happened(to = Webhook.class, as = "secret_rotated")
public record WebhookSecretRotated(Instant secretRotatedAt, String secretPreview) implements Fact<Webhook> {

    @Override
    public Patch<Webhook> effect() {
        return Patch.of(Webhook.class)
                .set(Webhook::secretRotatedAt, secretRotatedAt)
                .set(Webhook::secretPreview, secretPreview);
    }
}
