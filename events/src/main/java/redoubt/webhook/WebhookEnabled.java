package redoubt.webhook;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * What happens from now on is sent to an endpoint again.
 *
 * @param urlHost where it goes
 */
@Fact.Happened(to = Webhook.class, as = "enabled")
public record WebhookEnabled(String urlHost) implements Fact<Webhook> {

    @Override
    public Patch<Webhook> effect() {
        return Patch.of(Webhook.class).set(Webhook::isActive, true).set(Webhook::disabledReason, null);
    }
}
