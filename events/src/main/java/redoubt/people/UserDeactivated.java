package redoubt.people;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** An account was deactivated; what that changed stands in the event before it. */
@Fact.Happened(to = User.class, as = "deactivated")
public record UserDeactivated() implements Fact<User> {

    @Override
    public Patch<User> effect() {
        return Patch.of(User.class);
    }
}
