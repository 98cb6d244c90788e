package redoubt.api.webhook;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.resource.Preconditions;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Form;
import redoubt.command.Outcome;
import redoubt.command.Perform;
import redoubt.command.webhook.SecretRotation;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;

/** Gives an endpoint another secret; the former one signs as well until its grace is over. */
final class SecretReplacing implements Handler {

    private static final String GRACE = "grace_seconds";
    private static final int USUAL_GRACE = 86_400;
    private static final int LONGEST_GRACE = 604_800;

    private final Commands commands;
    private final Hooks hooks;
    private final Writing writing;
    private final Preconditions preconditions;
    private final Revealing revealing;
    private final Function<Call, Mono<Known<Webhook>>> finding;

    SecretReplacing(
            Commands commands,
            Hooks hooks,
            Showing showing,
            Writing writing,
            Preconditions preconditions,
            Function<Call, Mono<Known<Webhook>>> finding) {
        this.finding = finding;
        this.commands = commands;
        this.hooks = hooks;
        this.writing = writing;
        this.preconditions = preconditions;
        this.revealing = new Revealing(showing);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Ref<Webhook> ref = call.target(Shape.of(Webhook.class));
        Complaints complaints = new Complaints();
        SigningSecret secret =
                Objects.requireNonNullElseGet(Given.read(call.body().get(Given.MEMBER), complaints), hooks::draw);
        Duration grace = grace(call, complaints);
        call.body().propertyNames().forEach(name -> {
            if (!Set.of(Given.MEMBER, GRACE).contains(name)) {
                complaints.add(name, "Unknown field.");
            }
        });
        if (!complaints.isEmpty()) {
            return rotated(call, ref, Form.wrong(complaints.toFailure()))
                    .flatMap(outcome -> writing.shown(call, outcome));
        }
        // Kept before it is recorded: whatever happens in between, the log says which secret it is.
        return finding.apply(call).flatMap(_ -> {
            Clearance.somewhere(call, Permission.change("webhook"));
            return hooks.with(
                            hooks.keep(ref, secret),
                            kept -> rotated(
                                    call, ref, Form.of(new SecretRotation.Input(secret.preview(), kept, grace))))
                    .flatMap(outcome -> writing.shown(call, outcome).flatMap(reply -> writing.sight(call.by(), outcome)
                            .map(sight -> revealing.shown(reply, sight, secret.text()))));
        });
    }

    private Mono<Outcome<Webhook>> rotated(Call call, Ref<Webhook> ref, Form<SecretRotation.Input> form) {
        return commands.send(
                call.instruction(), new Perform<>(ref, SecretRotation.NAME, preconditions.acting(call), form));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.createdAt(call, position).flatMap(reply -> writing.sightAt(call.by(), position)
                .map(sight ->
                        revealing.withheld(new redoubt.api.http.Reply(200, reply.headers(), reply.body()), sight)));
    }

    private static Duration grace(Call call, Complaints complaints) {
        JsonNode seconds = call.body().get(GRACE);
        if (seconds == null || seconds.isNull()) {
            return Duration.ofSeconds(USUAL_GRACE);
        }
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToInt()
                || seconds.intValue() < 0
                || seconds.intValue() > LONGEST_GRACE) {
            complaints.add("graceSeconds", "Must be a whole number of seconds from 0 to " + LONGEST_GRACE + ".");
            return Duration.ZERO;
        }
        return Duration.ofSeconds(seconds.intValue());
    }
}
