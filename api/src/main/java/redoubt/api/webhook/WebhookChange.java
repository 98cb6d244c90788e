package redoubt.api.webhook;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Answer;
import redoubt.api.resource.JsonReading;
import redoubt.api.resource.Preconditions;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Outcome;
import redoubt.command.Update;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.webhook.Webhook;

/**
 * Changes endpoints, their headers included, in one command. A secret that is sent along is passed over: it is replaced by an
 * action of its own. Whoever says that an endpoint is active lets it begin afresh, also if it was active before.
 */
final class WebhookChange implements Handler {

    private static final Shape<Webhook> SHAPE = Shape.of(Webhook.class);

    private final Verb verb;
    private final Commands commands;
    private final Hooks hooks;
    private final JsonReading<Webhook> reading;
    private final Writing writing;
    private final Preconditions preconditions;
    private final Function<Call, Mono<Known<Webhook>>> finding;

    WebhookChange(
            Verb verb,
            Commands commands,
            Hooks hooks,
            JsonReading<Webhook> reading,
            Writing writing,
            Preconditions preconditions,
            Function<Call, Mono<Known<Webhook>>> finding) {
        this.verb = verb;
        this.commands = commands;
        this.hooks = hooks;
        this.reading = reading;
        this.writing = writing;
        this.preconditions = preconditions;
        this.finding = finding;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Expected expected = preconditions.changing(call);
        Secretly sent = Secretly.read(call.body());
        boolean afresh = sent.open().path("is_active").asBoolean(false);
        Ref<Webhook> ref = call.target(SHAPE);
        return written(call, ref, sent, expected)
                .flatMap(outcome -> afresh ? hooks.forgive(ref).thenReturn(outcome) : Mono.just(outcome))
                .flatMap(outcome -> writing.shown(call, outcome));
    }

    private Mono<Outcome<Webhook>> written(Call call, Ref<Webhook> ref, Secretly sent, Expected expected) {
        Map<String, String> headers = sent.headers();
        Patch<Webhook> nothing = Patch.of(Webhook.class);
        if (headers == null || !sent.complaints().isEmpty()) {
            return update(call, ref, sent, expected, nothing);
        }
        Patch<Webhook> named = nothing.set(Webhook::headerNames, List.copyOf(headers.keySet()));
        if (headers.isEmpty()) {
            return update(call, ref, sent, expected, named.set(Webhook::headersKept, null));
        }
        // Nothing is kept for those who may not change it.
        return finding.apply(call).flatMap(_ -> {
            Clearance.somewhere(call, Permission.change("webhook"));
            return hooks.with(
                    hooks.keep(ref, headers),
                    kept -> update(call, ref, sent, expected, named.set(Webhook::headersKept, kept)));
        });
    }

    private Mono<Outcome<Webhook>> update(
            Call call, Ref<Webhook> ref, Secretly sent, Expected expected, Patch<Webhook> given) {
        return commands.send(
                call.instruction(),
                new Update<>(ref, sent.with(reading.submission(sent.open(), verb)), expected, false, given));
    }
}
