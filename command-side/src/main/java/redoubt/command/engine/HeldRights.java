package redoubt.command.engine;

import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.identity.RoleAssignment;
import redoubt.identity.TeamMembership;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.people.User;

/**
 * What somebody may do as the log has it when something is decided. It is part of what was looked at: a role that is taken
 * away before the decision is recorded makes it another one.
 */
final class HeldRights {

    private HeldRights() {}

    /** The same principal with the roles they hold in their organization now; as they came if their grants are lent. */
    static Mono<Principal> of(Principal by, World world) {
        String id = by.actor().user();
        if (!by.held() || id == null) {
            return Mono.just(by);
        }
        Ref<User> user = Ref.of(User.class, id);
        Flux<Grant> onFolders = pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::user), user, world)
                .flatMapIterable(role -> role.folders().stream()
                        .map(folder -> new Grant(role.role(), folder.id(), role.isRecursive()))
                        .toList());
        Flux<Grant> onTeams = pointing(Shape.of(TeamMembership.class).field(TeamMembership::user), user, world)
                .map(place -> new Grant(place.role().role(), place.team().id(), true));
        return onFolders.concatWith(onTeams).collectList().map(by::holding);
    }

    private static <R> Flux<R> pointing(Field<R, ?> field, Ref<User> user, World world) {
        return world.pointing(field, user)
                .defaultIfEmpty(Set.of())
                .flatMapIterable(refs -> refs)
                .concatMap(world::find)
                .map(Known::state);
    }
}
