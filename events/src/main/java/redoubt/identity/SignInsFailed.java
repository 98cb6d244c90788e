package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.people.User;

/**
 * Somebody tried to sign in to an account and did not know its password. Told for some time at once, so that trying fills
 * nobody's log.
 *
 * @param attempts how often
 * @param since when it was first tried
 */
@Fact.Happened(to = User.class, as = "sign_ins_failed")
public record SignInsFailed(Integer attempts, Instant since) implements Fact<User> {

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class);
    }
}
