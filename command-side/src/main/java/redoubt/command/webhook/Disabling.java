package redoubt.command.webhook;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.model.access.Permission;
import redoubt.webhook.Webhook;
import redoubt.webhook.WebhookDisabled;

/** The house stops sending to an endpoint. One that is stopped already stays as it is. */
public final class Disabling implements TargetBehaviour<Webhook, Disabling.Input> {

    /** The name of the action. */
    public static final String NAME = "disable";

    /**
     * What led to it.
     *
     * @param reason why
     */
    public record Input(Webhook.Reason reason) {}

    @Override
    public Class<Webhook> of() {
        return Webhook.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("webhook");
    }

    @Override
    public String summary() {
        return "Stop sending to a webhook";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Webhook> here, Input input) {
        Webhook webhook = here.target().state();
        return webhook.isActive()
                ? Decision.of(here.target().ref(), new WebhookDisabled(webhook.host(), input.reason()))
                : Decision.nothing();
    }
}
