package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.model.Erased;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.people.User;
import redoubt.people.UserErased;

/**
 * A person is erased: the account stays, deactivated and without a name, so that everything it did has still been done by
 * one and the same account. Erasing it again changes nothing.
 */
public final class Erasure implements TargetBehaviour<User, Erasure.Input> {

    /** Nothing needs to be said. */
    public record Input() {}

    @Override
    public Class<User> of() {
        return User.class;
    }

    @Override
    public String name() {
        return "erase";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.MANAGE_USERS;
    }

    @Override
    public String summary() {
        return "Erase a person";
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        String id = here.target().ref().id();
        if (id.equals(here.by().actor().user())) {
            return Decision.refused(
                    Failure.Invalid.of(Complaints.WHOLE, "Nobody erases themselves: ask another administrator."));
        }
        String nobody = Erased.text(Shape.of(User.class).field(User::email), id);
        return here.target().state().email().equals(nobody)
                ? Decision.nothing().answering(Decision.TARGET)
                : Decision.of(here.target().ref(), new UserErased(nobody)).answering(Decision.TARGET);
    }
}
