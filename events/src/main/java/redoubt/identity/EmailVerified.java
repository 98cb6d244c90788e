package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.PersonalData;
import redoubt.people.User;

/**
 * Somebody proved to read what is sent to the address of an account.
 *
 * @param email the address at that time
 */
@Fact.Happened(to = User.class, as = "email_verified")
public record EmailVerified(@PersonalData String email) implements Fact<User> {

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class);
    }
}
