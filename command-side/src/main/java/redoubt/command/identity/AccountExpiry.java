package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.model.Patch;
import redoubt.model.access.Permission;
import redoubt.people.User;
import redoubt.people.UserDeactivated;

/**
 * An account that has come to the day after its last one is deactivated. It could do nothing any more before that; now
 * everybody hears of it who listens. Asking again changes nothing, so any node may ask.
 */
public final class AccountExpiry implements TargetBehaviour<User, AccountExpiry.Input> {

    /** The name of the action. */
    public static final String NAME = "expire";

    /** Nothing needs to be said. */
    public record Input() {}

    @Override
    public Class<User> of() {
        return User.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("user");
    }

    @Override
    public String summary() {
        return "Deactivate an account whose last day is over";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        User user = here.target().state();
        return user.isActive() && !user.active(here.today())
                ? Decision.nothing()
                        .andUpdate(here.target().ref(), Patch.of(User.class).set(User::isActive, false))
                        .and(here.target().ref(), new UserDeactivated())
                : Decision.nothing();
    }
}
