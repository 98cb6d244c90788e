package redoubt.api.webhook;

import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.resource.JsonReading;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Submission;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates endpoints. What is secret about them is kept before anybody can need it. */
final class WebhookCreation implements Handler {

    private static final Shape<Webhook> SHAPE = Shape.of(Webhook.class);

    private final Commands commands;
    private final Hooks hooks;
    private final Writing writing;
    private final Revealing revealing;
    private final JsonReading<Webhook> reading;

    WebhookCreation(Commands commands, Hooks hooks, Showing showing, Writing writing) {
        this.commands = commands;
        this.hooks = hooks;
        this.writing = writing;
        this.revealing = new Revealing(showing);
        this.reading = JsonReading.creation(SHAPE, showing);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Clearance.somewhere(call, Permission.add("webhook"));
        if (call.by().actor().user() == null) {
            return Mono.error(new Refused(new Failure.Denied()));
        }
        ObjectNode plain = call.body().deepCopy();
        JsonNode named = plain.remove(StaticHeaders.MEMBER);
        Complaints secretly = new Complaints();
        SigningSecret secret =
                Objects.requireNonNullElseGet(Given.read(plain.remove(Given.MEMBER), secretly), hooks::draw);
        var headers = StaticHeaders.read(named, secretly);
        Submission<Webhook> fields = reading.submission(plain);
        Submission<Webhook> submission = (current, complaints) -> {
            if (!secretly.isEmpty()) {
                complaints.addAll(secretly.toFailure());
            }
            return fields.read(current, complaints);
        };
        Patch<Webhook> given = Patch.of(Webhook.class)
                .set(Webhook::secretPreview, secret.preview())
                .set(Webhook::headerNames, headers.keySet().stream().toList());
        Ref<Webhook> ref = commands.draw(Webhook.class);
        return hooks.keep(ref, secret, headers)
                .then(Mono.defer(() -> commands.send(call.instruction(), new Create<>(ref, submission, given))))
                .flatMap(outcome -> hooks.begin(ref, call.by().organization(), outcome.position())
                        .then(writing.created(call, outcome))
                        .flatMap(reply -> writing.sight(call.by(), outcome)
                                .map(sight -> revealing.shown(reply, sight, secret.text()))));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.createdAt(call, position)
                .flatMap(reply -> writing.sightAt(call.by(), position).map(sight -> revealing.withheld(reply, sight)));
    }
}
