package redoubt.api.webhook;

import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.webhook.HeaderNaming;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes endpoints as everything else is changed, and their headers after that. A secret that is sent along is passed over. */
final class WebhookChange implements Handler {

    private final Handler usual;
    private final Commands commands;
    private final Hooks hooks;
    private final Writing writing;

    WebhookChange(Handler usual, Commands commands, Hooks hooks, Writing writing) {
        this.usual = usual;
        this.commands = commands;
        this.hooks = hooks;
        this.writing = writing;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        ObjectNode plain = call.body().deepCopy();
        plain.remove(Given.MEMBER);
        JsonNode named = plain.remove(StaticHeaders.MEMBER);
        Call rest = call.carrying(plain);
        if (named == null) {
            return usual.answer(rest);
        }
        Complaints complaints = new Complaints();
        Map<String, String> headers = StaticHeaders.read(named, complaints);
        Ref<Webhook> ref = call.target(Shape.of(Webhook.class));
        if (!complaints.isEmpty()) {
            // Refused after it is clear that the caller may change it, and before anything is.
            return commands.send(call.plain(), naming(ref, Form.wrong(complaints.toFailure())))
                    .flatMap(outcome -> writing.shown(call, outcome));
        }
        Form<HeaderNaming.Input> names = Form.of(new HeaderNaming.Input(List.copyOf(headers.keySet())));
        return usual.answer(rest)
                .then(Mono.defer(() -> hooks.headers(ref, headers)))
                .then(Mono.defer(() -> commands.send(call.plain(), naming(ref, names))))
                .flatMap(outcome -> writing.shown(call, outcome));
    }

    private static Perform<Webhook> naming(Ref<Webhook> ref, Form<HeaderNaming.Input> form) {
        return new Perform<>(ref, HeaderNaming.NAME, Expected.ANY, form);
    }
}
