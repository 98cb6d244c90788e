package redoubt.command.engine;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.identity.RoleAssignment;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.people.User;

/** Who is told that there is an account: whoever it is, whoever manages accounts, and who shares a folder with it. */
final class Acquaintance {

    private static final Permission LOOK = Permission.view("folder");

    private Acquaintance() {}

    static Mono<Boolean> between(Principal by, Ref<User> user, World world) {
        if (user.id().equals(by.actor().user()) || Access.knowsAccounts(by)) {
            return Mono.just(true);
        }
        return reached(by, world).collectList().flatMap(mine -> world.pointing(
                        Shape.of(RoleAssignment.class).field(RoleAssignment::user), user)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .concatMap(role -> Flux.fromIterable(role.state().folders())
                        .map(Ref::id)
                        .concatMap(folder ->
                                role.state().isRecursive() && mine.stream().anyMatch(chain -> chain.contains(folder))
                                        ? Mono.just(true)
                                        : world.chain(folder).map(chain -> sees(by, chain))))
                .any(shared -> shared));
    }

    /** The folders in which somebody may look around, each with those above it. */
    private static Flux<List<String>> reached(Principal by, World world) {
        return Flux.fromIterable(by.grants())
                .map(Grant::folder)
                .distinct()
                .concatMap(world::chain)
                .filter(chain -> sees(by, chain));
    }

    private static boolean sees(Principal by, List<String> chain) {
        return !chain.isEmpty() && Access.allows(by, LOOK, Scope.of(by.organization(), chain));
    }
}
