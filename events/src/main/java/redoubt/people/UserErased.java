package redoubt.people;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Who the account belonged to was erased. What they did stays on record, without a name.
 *
 * @param email what stands in place of their address
 */
@Fact.Happened(to = User.class, as = "erased")
public record UserErased(String email) implements Fact<User> {

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class)
                .set(User::email, email)
                .set(User::firstName, "")
                .set(User::lastName, "")
                .set(User::isActive, false);
    }
}
