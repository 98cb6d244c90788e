package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.people.User;

/**
 * An account has another password from now on. What it is made of stands beside the log and never in it.
 *
 * @param occasion how it came to that
 */
@Fact.Happened(to = User.class, as = "password_set")
public record PasswordSet(Occasion occasion) implements Fact<User> {

    /** How an account comes by a password. */
    public enum Occasion {
        /** It is the first one. */
        REGISTERED,
        /** Its owner knew the one before. */
        CHANGED,
        /** Its owner did not, and proved to be the owner of the address. */
        RESET
    }

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class);
    }
}
