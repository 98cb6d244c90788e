package redoubt.api.account;

import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Sessions go on and end. */
final class Sessions {

    private static final String NOT_VALID = "token_not_valid";

    private final Accounts accounts;
    private final Function<Call, Mono<Principal>> caller;
    private final Clock clock;

    /**
     * Sessions of accounts.
     *
     * @param caller who sent a call that anybody may send, if they showed a credential that is good
     */
    Sessions(Accounts accounts, Function<Call, Mono<Principal>> caller, Clock clock) {
        this.accounts = accounts;
        this.caller = caller;
        this.clock = clock;
    }

    Mono<Answer> signOut(Call call) {
        String refresh = refresh(call);
        if (refresh != null) {
            return accounts.signOut(refresh, Told.address(call))
                    .map(state -> state == TokenState.GOOD ? left() : Told.refusal(state.sentence(), null));
        }
        return caller.apply(call)
                .flatMap(by -> accounts.signOut(by, Told.address(call)))
                .filter(ended -> ended)
                .<Answer>map(_ -> left())
                .defaultIfEmpty(Told.refusal("Refresh token was not included in request data.", null));
    }

    Mono<Answer> renew(Call call) {
        String refresh = refresh(call);
        if (refresh == null) {
            return Mono.just(Told.refusal("No valid refresh token found.", NOT_VALID));
        }
        return accounts.renew(refresh, Told.kept(call), Told.address(call)).map(renewal -> switch (renewal) {
            case Renewal.Renewed(TokenPair tokens) -> Told.renewed(tokens, clock.instant());
            case Renewal.Refused(TokenState state) ->
                Told.refusal(state.sentence(), state == TokenState.INACTIVE ? null : NOT_VALID);
        });
    }

    Mono<Answer> verify(Call call) {
        Fields fields = new Fields(call.body());
        String token = fields.required("token", Fields.TOKEN);
        fields.finish();
        return accounts.examine(token, Told.address(call)).flatMap(state -> switch (state) {
            case GOOD ->
                Mono.just(Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeEndObject();
                }));
            case BLACKLISTED ->
                Mono.error(new Refused(Failure.Invalid.of(Complaints.WHOLE, TokenState.BLACKLISTED.sentence())));
            default -> Mono.just(Told.refusal(TokenState.INVALID.sentence(), NOT_VALID));
        });
    }

    private static Reply left() {
        return Told.without(Told.sentence(200, "Successfully logged out."));
    }

    private static @Nullable String refresh(Call call) {
        Fields fields = new Fields(call.body());
        return fields.says("refresh") ? fields.text("refresh", Fields.TOKEN) : null;
    }
}
