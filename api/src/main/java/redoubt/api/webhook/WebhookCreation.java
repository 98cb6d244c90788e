package redoubt.api.webhook;

import java.util.List;
import java.util.Map;
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
import redoubt.command.Outcome;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

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
        Secretly sent = Secretly.read(call.body());
        SigningSecret secret = Objects.requireNonNullElseGet(sent.secret(), hooks::draw);
        Map<String, String> headers = Objects.requireNonNullElse(sent.headers(), Map.of());
        Patch<Webhook> given = Patch.of(Webhook.class)
                .set(Webhook::secretPreview, secret.preview())
                .set(Webhook::headerNames, List.copyOf(headers.keySet()));
        Ref<Webhook> ref = commands.draw(Webhook.class);
        return hooks.with(hooks.keep(ref, secret), kept -> {
                    Patch<Webhook> named = given.set(Webhook::secretKept, kept);
                    return headers.isEmpty()
                            ? create(call, ref, sent, named)
                            : hooks.with(
                                    hooks.keep(ref, headers),
                                    along -> create(call, ref, sent, named.set(Webhook::headersKept, along)));
                })
                .flatMap(outcome -> hooks.begin(ref, call.by().organization(), outcome.position())
                        .then(writing.created(call, outcome))
                        .flatMap(reply -> writing.sight(call.by(), outcome)
                                .map(sight -> revealing.shown(reply, sight, secret.text()))));
    }

    private Mono<Outcome<Webhook>> create(Call call, Ref<Webhook> ref, Secretly sent, Patch<Webhook> given) {
        return commands.send(call.instruction(), new Create<>(ref, sent.with(reading.submission(sent.open())), given));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.createdAt(call, position)
                .flatMap(reply -> writing.sightAt(call.by(), position).map(sight -> revealing.withheld(reply, sight)));
    }
}
