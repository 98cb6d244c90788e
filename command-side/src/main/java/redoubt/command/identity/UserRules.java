package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.people.User;
import redoubt.people.UserDeactivated;

/** Accounts are never deleted, only deactivated; and never the last one that may do everything. */
public final class UserRules implements Rules<User, Boolean> {

    @Override
    public Class<User> of() {
        return User.class;
    }

    /** Whether there is somebody who may do everything, once it is so. */
    @Override
    public Mono<Boolean> look(Draft<User> draft, World world) {
        User former = draft.former();
        if (former == null || draft.proposed().active(draft.today()) || !former.active(draft.today())) {
            return Mono.just(true);
        }
        return world.pointing(
                        Shape.of(RoleAssignment.class).field(RoleAssignment::folders),
                        Ref.of(Folder.class, draft.by().root()))
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .filter(assignment -> assignment.state().role() == Role.ADMINISTRATOR)
                .map(assignment -> assignment.state().user())
                .filter(user -> !user.equals(draft.ref()))
                .concatMap(world::find)
                .any(user -> user.state().active(draft.today()));
    }

    @Override
    public Ruling<User> judge(Draft<User> draft, Boolean administered) {
        if (!administered) {
            return Ruling.refused(
                    Failure.Conflict.of("last_administrator", "This is the last account that may do everything."));
        }
        boolean deactivated = draft.former() != null
                && draft.former().isActive()
                && !draft.proposed().isActive();
        return Ruling.settled(draft.proposed(), deactivated ? List.of(new UserDeactivated()) : List.of());
    }
}
