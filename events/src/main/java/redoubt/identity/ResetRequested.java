package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.people.User;

/**
 * Somebody asked for a new password of an account, and a letter was written to its address.
 *
 * @param until how long what stands in the letter is good
 */
@Fact.Happened(to = User.class, as = "password_reset_requested")
public record ResetRequested(Instant until) implements Fact<User> {

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class);
    }
}
