package redoubt.command.identity;

import redoubt.command.TargetBehaviour;
import redoubt.model.access.Permission;
import redoubt.people.User;

/**
 * What the house notes about an account, and nobody else.
 *
 * @param <I> what there is to note
 */
interface UserNote<I> extends TargetBehaviour<User, I> {

    @Override
    default Class<User> of() {
        return User.class;
    }

    @Override
    default Permission permission() {
        return Permission.change("user");
    }

    @Override
    default boolean offered() {
        return false;
    }
}
