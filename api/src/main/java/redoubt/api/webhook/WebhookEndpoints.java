package redoubt.api.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Paging;
import redoubt.api.dialect.Verb;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Reply;
import redoubt.api.openapi.EventTypes;
import redoubt.api.resource.JsonReading;
import redoubt.api.resource.Preconditions;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Handler;
import redoubt.api.route.Takes;
import redoubt.command.Commands;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.query.Sight;
import redoubt.query.log.EventLog;
import redoubt.webhook.Webhook;

/** What can be done with endpoints beside what can be done with everything. */
public final class WebhookEndpoints {

    private static final String TAG = "Webhook";
    private static final String PATH = "/webhooks/";
    private static final Set<HttpMethod> CHANGES = Set.of(HttpMethod.PUT, HttpMethod.PATCH);
    private static final Shape<Webhook> SHAPE = Shape.of(Webhook.class);

    private final Sources sources;
    private final Showing showing;
    private final Writing writing;
    private final Preconditions preconditions;
    private final Testing testing;

    /**
     * What the endpoints are made of.
     *
     * @param commands the write side
     * @param hooks keeps secrets
     * @param deliveries what became of messages
     * @param log where moments are looked up
     * @param types the kinds of events there are
     * @param names of them
     */
    public record Sources(
            Commands commands, Hooks hooks, Deliveries deliveries, EventLog log, EventTypes types, Set<String> names) {}

    /** The endpoints over those. */
    public WebhookEndpoints(Sources sources, Showing showing, Writing writing, Preconditions preconditions) {
        this.sources = sources;
        this.showing = showing;
        this.writing = writing;
        this.preconditions = preconditions;
        this.testing = new Testing(sources.deliveries(), sources.types(), showing);
    }

    /** The usual ones, of which those that change endpoints also take what is secret about them. */
    public List<Endpoint> changing(List<Endpoint> usual) {
        return usual.stream()
                .map(endpoint -> CHANGES.contains(endpoint.method())
                        ? Endpoint.of(
                                endpoint.method(),
                                endpoint.path(),
                                endpoint.takes(),
                                endpoint.about()
                                        .saying("`headers` replaces the headers that are sent along; their values are"
                                                + " never shown."),
                                new WebhookChange(
                                        endpoint.method().equals(HttpMethod.PUT) ? Verb.REPLACE : Verb.AMEND,
                                        sources.commands(),
                                        sources.hooks(),
                                        JsonReading.creation(SHAPE, showing),
                                        writing,
                                        preconditions,
                                        this::webhook))
                        : endpoint)
                .toList();
    }

    /** Those that only they have. */
    public List<Endpoint> endpoints() {
        Paging paging = showing.dialect().paging();
        List<Parameter> parameters = new ArrayList<>(paging.parameters());
        parameters.addAll(DeliveryList.parameters());
        parameters.add(Freshness.PARAMETER);
        return List.of(
                post(
                        PATH,
                        Takes.JSON,
                        about(
                                "create_webhook",
                                "Create a webhook; its secret is shown in this answer only",
                                "`secret` may be brought along as `whsec_` and 24 to 64 bytes in Base64. `headers`"
                                        + " names up to ten headers that are sent along; their values are never shown.",
                                new Content.Written(SHAPE, Verb.CREATE),
                                201,
                                DeliveryForms.SECRET),
                        new WebhookCreation(sources.commands(), sources.hooks(), showing, writing)),
                post(
                        PATH + "{id}/rotate-secret/",
                        Takes.FORM,
                        about(
                                "rotate_secret_of_webhook",
                                "Replace the secret of a webhook; the new one is shown in this answer only",
                                "Until the grace is over, messages are signed with both.",
                                DeliveryForms.ROTATION,
                                200,
                                DeliveryForms.SECRET),
                        new SecretReplacing(
                                sources.commands(), sources.hooks(), showing, writing, preconditions, this::webhook)),
                post(
                        PATH + "{id}/test/",
                        Takes.FORM,
                        about(
                                "test_webhook",
                                "Send a webhook something that has not happened",
                                "Once and at once, also if the webhook is not active. That it did not arrive is an"
                                        + " answer, too. Ten times a minute.",
                                DeliveryForms.TEST,
                                200,
                                DeliveryForms.TESTED),
                        changing(testing::answer)),
                Endpoint.get(
                        showing.dialect().path(PATH + "{id}/deliveries/"),
                        About.question(
                                "list_webhook_deliveries",
                                TAG,
                                "List what was sent to a webhook, and what became of it",
                                parameters,
                                new Content.Many(DeliveryForms.ONE)),
                        this::list),
                get(
                        "deliveries/{delivery}/",
                        "read_webhook_delivery",
                        "Read what was sent, with every attempt",
                        List.of(),
                        DeliveryForms.DETAIL,
                        this::read),
                post(
                        PATH + "{id}/deliveries/{delivery}/redeliver/",
                        Takes.NOTHING,
                        about(
                                "redeliver_webhook_delivery",
                                "Send something again",
                                "At once, and then as often as anything else. The receiver knows it by the same name.",
                                Content.NOTHING,
                                202,
                                DeliveryForms.ONE),
                        changing(this::redeliver)),
                post(
                        PATH + "{id}/replay/",
                        Takes.FORM,
                        about(
                                "replay_webhook",
                                "Tell a webhook a part of the log again",
                                "Also what happened before it was there, or while it was not active.",
                                DeliveryForms.REPLAY,
                                202,
                                DeliveryForms.REPLAYED),
                        changing(this::replay)),
                get(
                        "replays/{replay}/",
                        "read_webhook_replay",
                        "Read how far a replay is",
                        List.of(),
                        DeliveryForms.REPLAYING,
                        this::replaying));
    }

    private static About about(
            String operation, String summary, String more, Content request, int status, Content response) {
        return new About(
                operation, TAG, summary, more, List.of(), request, status, response, Set.of(400, 409, 413, 415, 422));
    }

    private Endpoint post(String path, Takes takes, About about, Handler handler) {
        return Endpoint.of(HttpMethod.POST, showing.dialect().path(path), takes, about, handler);
    }

    private Endpoint get(
            String rest,
            String operation,
            String summary,
            List<Parameter> parameters,
            Content response,
            BiFunction<Call, Known<Webhook>, Mono<Answer>> handler) {
        return Endpoint.get(
                showing.dialect().path(PATH + "{id}/" + rest),
                About.question(operation, TAG, summary, parameters, response),
                call -> webhook(call).flatMap(webhook -> handler.apply(call, webhook)));
    }

    private Handler changing(BiFunction<Call, Known<Webhook>, Mono<Answer>> handler) {
        return call -> webhook(call).flatMap(webhook -> {
            Clearance.somewhere(call, Permission.change("webhook"));
            call.parameters().finish();
            return handler.apply(call, webhook);
        });
    }

    private Mono<Known<Webhook>> webhook(Call call) {
        return showing.freshness().read(call, _ -> found(call));
    }

    private Mono<Known<Webhook>> found(Call call) {
        return showing.queries()
                .one(call.by(), call.target(SHAPE))
                .map(Sight::known)
                .switchIfEmpty(Mono.error(WebhookEndpoints::notFound));
    }

    private Mono<Answer> list(Call call) {
        Paging.Cut cut = showing.dialect().paging().read(call.parameters());
        Deliveries.Asked asked = DeliveryList.read(call.parameters());
        call.parameters().finish();
        return showing.freshness().read(call, position -> found(call)
                .flatMap(webhook ->
                        sources.deliveries().list(call.by().organization(), webhook.ref(), asked, cut.window()))
                .map(part -> showing.page(call, cut, part.count(), part.rows(), DeliveryText::one)
                        .with(Freshness.PROJECTED, position)));
    }

    private Mono<Answer> read(Call call, Known<Webhook> webhook) {
        call.parameters().finish();
        return sources.deliveries()
                .one(call.by().organization(), webhook, step(call, "delivery"))
                .switchIfEmpty(Mono.error(WebhookEndpoints::notFound))
                .map(detail -> Reply.json(200, out -> DeliveryText.detail(detail, out)));
    }

    private Mono<Answer> redeliver(Call call, Known<Webhook> webhook) {
        if (!webhook.state().isActive()) {
            return Mono.error(disabled());
        }
        return sources.deliveries()
                .again(call.by().organization(), webhook.ref(), step(call, "delivery"))
                .switchIfEmpty(Mono.error(WebhookEndpoints::notFound))
                .map(delivery -> Reply.json(202, out -> DeliveryText.one(delivery, out)));
    }

    private Mono<Answer> replay(Call call, Known<Webhook> webhook) {
        Set<String> subscribed = webhook.state().eventTypes().stream()
                .flatMap(type -> ReplayForm.meant(type, sources.names()))
                .collect(Collectors.toSet());
        return ReplayForm.read(call.body(), sources.log(), subscribed)
                .flatMap(wanted -> !wanted.dry() && !webhook.state().isActive()
                        ? Mono.error(disabled())
                        : sources.deliveries()
                                .replay(call.by(), webhook, wanted)
                                .map(replay -> Reply.json(202, out -> DeliveryText.replay(wanted, replay, out))));
    }

    private Mono<Answer> replaying(Call call, Known<Webhook> webhook) {
        call.parameters().finish();
        return sources.deliveries()
                .replaying(call.by().organization(), webhook.ref(), step(call, "replay"))
                .switchIfEmpty(Mono.error(WebhookEndpoints::notFound))
                .map(state -> Reply.json(200, out -> DeliveryText.replaying(state, out)));
    }

    private static String step(Call call, String name) {
        return Identifiers.read(call.step(name)).orElseThrow(WebhookEndpoints::notFound);
    }

    private static Refused notFound() {
        return new Refused(new Failure.NotFound());
    }

    private static Refused disabled() {
        return new Refused(Failure.Conflict.of("endpoint_disabled", "The webhook is not active."));
    }
}
