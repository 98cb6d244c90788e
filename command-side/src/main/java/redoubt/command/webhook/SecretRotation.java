package redoubt.command.webhook;

import java.time.Duration;
import java.time.Instant;
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
     * @param kept the name under which it is kept
     * @param grace for how long the one before signs as well
     */
    public record Input(String preview, String kept, Duration grace) {}

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
        Instant now = Moments.cut(here.now());
        boolean graceful = input.grace().isPositive();
        return Decision.of(
                here.target().ref(),
                new WebhookSecretRotated(
                        now,
                        input.preview(),
                        input.kept(),
                        graceful ? here.target().state().secretKept() : null,
                        graceful ? now.plus(input.grace()) : null));
    }
}
