package redoubt.api.account;

import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;

/** People prove that their addresses are theirs. */
final class Addresses {

    private static final String DONE = "ok";

    private final Accounts accounts;

    Addresses(Accounts accounts) {
        this.accounts = accounts;
    }

    Mono<Answer> verify(Call call) {
        Fields fields = new Fields(call.body());
        String key = fields.required("key", Fields.SECRET);
        fields.finish();
        return accounts.verify(key, Told.address(call)).thenReturn(Told.sentence(200, DONE));
    }

    Mono<Answer> unverified(Call call) {
        Fields fields = new Fields(call.body());
        String email = fields.address();
        fields.finish();
        return accounts.unverified(email, Told.address(call)).thenReturn(Told.sentence(200, DONE));
    }
}
