package redoubt.api.account;

import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** People take another password. */
final class Passwords {

    private static final String FRESH = "new_password1";
    private static final String AGAIN = "new_password2";

    private final Accounts accounts;
    private final Function<Call, Mono<Principal>> caller;

    /**
     * Passwords of accounts.
     *
     * @param caller who sent a call that anybody may send, if they showed a credential that is good
     */
    Passwords(Accounts accounts, Function<Call, Mono<Principal>> caller) {
        this.accounts = accounts;
        this.caller = caller;
    }

    /** By who is signed in. The page that does this shows no bearer token, so the cookie counts, here and nowhere else. */
    Mono<Answer> change(Call call) {
        return caller.apply(call)
                .switchIfEmpty(
                        Mono.defer(() -> Mono.justOrEmpty(Told.kept(call)).flatMap(accounts::behind)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Unauthenticated())))
                .flatMap(by -> {
                    Fields fields = new Fields(call.body());
                    String old = fields.secret("oldPassword", "old_password");
                    String fresh = fresh(fields);
                    return accounts.change(by, old, fresh, Told.address(call));
                })
                .thenReturn(Told.sentence(200, "New password has been saved."));
    }

    Mono<Answer> forgotten(Call call) {
        Fields fields = new Fields(call.body());
        String email = fields.address();
        fields.finish();
        return accounts.forgotten(email, Told.address(call))
                .thenReturn(Told.sentence(200, "Password reset e-mail has been sent."));
    }

    Mono<Answer> reset(Call call) {
        Fields fields = new Fields(call.body());
        String uid = fields.required("uid", Fields.ADDRESS);
        String token = fields.required("token", Fields.SECRET);
        String fresh = fresh(fields);
        return accounts.reset(uid, token, fresh, Told.address(call))
                .thenReturn(Told.sentence(200, "Password has been reset with the new password."));
    }

    private static String fresh(Fields fields) {
        String fresh = fields.secret(FRESH, FRESH);
        String again = fields.secret(AGAIN, AGAIN);
        if (fields.clean() && !fresh.equals(again)) {
            fields.complain(AGAIN, "The two password fields didn\u2019t match.");
        }
        fields.finish();
        return fresh;
    }
}
