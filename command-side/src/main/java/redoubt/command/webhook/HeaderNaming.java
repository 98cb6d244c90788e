package redoubt.command.webhook;

import java.util.List;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.model.Patch;
import redoubt.model.access.Permission;
import redoubt.webhook.Webhook;

/** An endpoint is sent other headers of its own. Their values are kept elsewhere. */
public final class HeaderNaming implements TargetBehaviour<Webhook, HeaderNaming.Input> {

    /** The name of the action. */
    public static final String NAME = "set_headers";

    /**
     * What is told of the headers.
     *
     * @param names of them
     */
    public record Input(List<String> names) {}

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
        return "Replace the headers of a webhook";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Webhook> here, Input input) {
        Webhook now = here.target().state();
        Webhook then = Patch.of(Webhook.class)
                .set(Webhook::headerNames, List.copyOf(input.names()))
                .applyTo(now);
        return Decision.nothing().andUpdate(here.target().ref(), Patch.between(now, then));
    }
}
