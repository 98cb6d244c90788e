package redoubt.webhook;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Nothing is sent to an endpoint any more.
 *
 * @param urlHost where it would go
 * @param reason why not
 */
@Fact.Happened(to = Webhook.class, as = "disabled")
public record WebhookDisabled(String urlHost, Webhook.Reason reason) implements Fact<Webhook> {

    @Override
    public Patch<Webhook> effect() {
        return Patch.of(Webhook.class).set(Webhook::isActive, false).set(Webhook::disabledReason, reason);
    }
}
