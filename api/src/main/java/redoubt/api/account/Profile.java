package redoubt.api.account;

import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;

/** What people see and change of their own account. */
final class Profile {

    private static final int NAME = 150;

    private final Accounts accounts;

    Profile(Accounts accounts) {
        this.accounts = accounts;
    }

    Mono<Answer> read(Call call) {
        return accounts.person(call.by()).map(Told::person);
    }

    Mono<Answer> replace(Call call) {
        Fields fields = new Fields(call.body());
        return rename(call, fields, fields.required("username", NAME));
    }

    Mono<Answer> amend(Call call) {
        Fields fields = new Fields(call.body());
        String username = fields.text("username", NAME);
        if (username != null && username.isEmpty()) {
            fields.complain("username", "This field may not be blank.");
        }
        return rename(call, fields, username == null ? "" : username);
    }

    private Mono<Answer> rename(Call call, Fields fields, String username) {
        String chosen = SigningIn.username(fields, username);
        String first = fields.text("firstName", NAME);
        String last = fields.text("lastName", NAME);
        fields.finish();
        return accounts.rename(call.by(), chosen, first, last, Told.address(call))
                .map(Told::person);
    }
}
