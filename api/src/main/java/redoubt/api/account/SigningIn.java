package redoubt.api.account;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** People come in: with the password they have, or with a new account. */
final class SigningIn {

    private static final int NAME = 150;
    private static final String CHARACTERS = "[\\p{L}\\p{N}@.+_-]+";

    private final Accounts accounts;
    private final Clock clock;

    SigningIn(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    Mono<Answer> signIn(Call call) {
        Fields fields = new Fields(call.body());
        String password = fields.secret("password", "password");
        fields.finish();
        if (!fields.says("email")) {
            return refused("Must include \"email\" and \"password\".");
        }
        String email = fields.address();
        fields.finish();
        return accounts.signIn(email, password, Told.address(call))
                .<Answer>map(signedIn -> Told.signedIn(200, signedIn, clock.instant()))
                .switchIfEmpty(refused("Unable to log in with provided credentials."));
    }

    Mono<Answer> register(Call call) {
        Fields fields = new Fields(call.body());
        String username = username(fields, fields.text("username", NAME));
        String email = fields.address();
        String password = fields.secret("password1", "password1");
        String again = fields.secret("password2", "password2");
        fields.finish();
        if (!password.equals(again)) {
            return refused("The two password fields didn't match.");
        }
        return accounts.register(username, email, password, Told.address(call))
                .map(signedIn -> Told.signedIn(201, signedIn, clock.instant()));
    }

    /** The name, which is complained about if it is none; null if none was chosen. */
    static @Nullable String username(Fields fields, @Nullable String username) {
        if (username == null || username.isEmpty()) {
            return null;
        }
        if (!username.matches(CHARACTERS)) {
            fields.complain(
                    "username",
                    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.");
        }
        return username;
    }

    private static <T> Mono<T> refused(String message) {
        return Mono.error(() -> new Refused(Failure.Invalid.of(Complaints.WHOLE, message)));
    }
}
