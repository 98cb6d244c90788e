package redoubt.api.custom;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.JsonReading;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.api.resource.Writing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Submission;
import redoubt.identity.ApiToken;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Moments;
import redoubt.query.Sight;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates tokens. The secret stands in this one answer and nowhere else. */
final class TokenCreation implements Handler {

    private static final String EXPIRES_IN = "expires_in";
    private static final long SHORTEST = 60;
    private static final long LONGEST = 315_360_000;
    private static final Shape<ApiToken> SHAPE = Shape.of(ApiToken.class);

    private final Commands commands;
    private final TokenMint mint;
    private final Showing showing;
    private final Writing writing;
    private final JsonReading<ApiToken> reading;
    private final Clock clock;

    TokenCreation(Commands commands, TokenMint mint, Showing showing, Writing writing) {
        this.commands = commands;
        this.mint = mint;
        this.showing = showing;
        this.writing = writing;
        this.reading = JsonReading.creation(SHAPE, showing);
        this.clock = showing.clock();
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        String user = call.by().actor().user();
        if (user == null) {
            return Mono.error(new Refused(new Failure.Denied()));
        }
        Ref<ApiToken> ref = commands.draw(ApiToken.class);
        Submission<ApiToken> submission = submission(call.body());
        return mint.mint(ref, user).flatMap(minted -> {
            Patch<ApiToken> given = Patch.of(ApiToken.class).set(ApiToken::tokenPreview, minted.preview());
            return commands.send(call.instruction(), new Create<>(ref, submission, given))
                    .flatMap(
                            outcome -> writing.created(call, outcome).flatMap(reply -> writing.sight(call.by(), outcome)
                                    .map(sight -> shown(reply, sight, minted.secret()))));
        });
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.createdAt(call, position).flatMap(reply -> writing.sightAt(call.by(), position)
                .map(sight -> new Reply(reply.status(), reply.headers(), body(sight, null))
                        .with("Cache-Control", "no-store")
                        .with("X-Redoubt-Secret-Withheld", true)));
    }

    private Reply shown(Reply reply, Sight<ApiToken> sight, String secret) {
        return new Reply(reply.status(), reply.headers(), body(sight, secret))
                .with("Cache-Control", "no-store")
                .keeping(body(sight, null));
    }

    private <R> byte[] body(Sight<R> sight, @Nullable String secret) {
        Representation<R> representation =
                showing.representation(Shape.of(sight.known().ref().type()));
        return JsonText.write(out -> {
            out.writeStartObject();
            out.writeName("token");
            if (secret == null) {
                out.writeNull();
            } else {
                out.writeString(secret);
            }
            representation.members(sight, Expansion.NONE, out);
            out.writeEndObject();
        });
    }

    private Submission<ApiToken> submission(ObjectNode body) {
        ObjectNode plain = body.deepCopy();
        JsonNode seconds = plain.remove(EXPIRES_IN);
        plain.remove("token");
        Submission<ApiToken> fields = reading.submission(plain);
        return (current, complaints) -> {
            Patch<ApiToken> patch = fields.read(current, complaints);
            // Counted when it is decided and not before: a minute would be less than one by then.
            Instant expiry = expiry(seconds, patch, clock.instant(), complaints);
            return expiry == null ? patch : patch.set(ApiToken::expiresAt, expiry);
        };
    }

    private static @Nullable Instant expiry(
            @Nullable JsonNode seconds, Patch<ApiToken> patch, Instant now, Complaints complaints) {
        if (seconds == null || seconds.isNull()) {
            return null;
        }
        if (patch.get(SHAPE.field(ApiToken::expiresAt)) != null) {
            complaints.add("expiresIn", "Cannot be combined with expires_at.");
            return null;
        }
        if (!seconds.isIntegralNumber()
                || !seconds.canConvertToLong()
                || seconds.longValue() < SHORTEST
                || seconds.longValue() > LONGEST) {
            complaints.add("expiresIn", "Must be a whole number of seconds from " + SHORTEST + " to " + LONGEST + ".");
            return null;
        }
        return Moments.cut(now.plusSeconds(seconds.longValue()));
    }
}
