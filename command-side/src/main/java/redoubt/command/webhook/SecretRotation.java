package redoubt.command.webhook;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.model.access.Permission;
import redoubt.model.wire.Moments;
import redoubt.webhook.Webhook;
import redoubt.webhook.WebhookSecretRotated;

/** An endpoint gets another secret. The secret itself is kept elsewhere. */
public final class SecretRotation implements TargetBehaviour<Webhook, SecretRotation.Input> {

    /** The name of the action. */
    public static final String NAME = "rotate_secret";

    /**
     * What is told of the secret.
     *
     * @param preview its beginning
     */
    public record Input(String preview) {}

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
        return "Replace the secret of a webhook";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Webhook> here, Input input) {
        return Decision.of(here.target().ref(), new WebhookSecretRotated(Moments.cut(here.now()), input.preview()));
    }
}
