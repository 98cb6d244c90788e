package redoubt.command.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** Who belongs to an organization and to its teams, and what must stay so. */
final class Memberships {

    static final Failure LAST_ADMINISTRATOR =
            Failure.Conflict.of("last_administrator", "An organization must keep at least one Security Team member");

    static final Failure LAST_LEAD = new Failure.Unfit("A team must keep at least one lead while others belong to it");

    private Memberships() {}

    /** Everybody who is a member of the organization that is acted in. */
    static Mono<List<Known<RoleAssignment>>> ofOrganization(String root, World world) {
        Ref<Folder> top = Ref.of(Folder.class, root);
        return world.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::folders), top)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .filter(known -> known.state().membership(top))
                .collectList();
    }

    /** Whether somebody is a member of the organization with that root folder by another role than that one. */
    static Mono<Boolean> member(Ref<User> user, Ref<RoleAssignment> besides, Ref<Folder> root, World world) {
        return world.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::user), user)
                .flatMapMany(Flux::fromIterable)
                .filter(ref -> !ref.equals(besides))
                .concatMap(world::find)
                .any(known -> known.state().membership(root));
    }

    /** Everybody who belongs to a team. */
    static Mono<List<Known<TeamMembership>>> ofTeam(Ref<Team> team, World world) {
        return world.pointing(Shape.of(TeamMembership.class).field(TeamMembership::team), team)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .collectList();
    }

    /** The teams of the organization that somebody belongs to. */
    static Mono<List<Known<TeamMembership>>> ofUser(Ref<User> user, World world) {
        return world.pointing(Shape.of(TeamMembership.class).field(TeamMembership::user), user)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .collectList();
    }

    /** Whether a role makes its user somebody who may do everything in the organization with that root folder. */
    static boolean administers(RoleAssignment assignment, Ref<Folder> root) {
        return assignment.role() == Role.ADMINISTRATOR
                && assignment.isRecursive()
                && assignment.folders().contains(root);
    }

    /**
     * Whether somebody who may act is administrator of the organization that is acted in, without that role. Accounts of
     * other organizations are out of sight, and taken for such as may act.
     */
    static Mono<Boolean> administered(String root, Ref<RoleAssignment> without, LocalDate today, World world) {
        Ref<Folder> top = Ref.of(Folder.class, root);
        return world.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::folders), top)
                .flatMapMany(Flux::fromIterable)
                .filter(ref -> !ref.equals(without))
                .concatMap(world::find)
                .filter(known -> administers(known.state(), top))
                .concatMap(known -> world.find(known.state().user())
                        .map(user -> user.state().active(today))
                        .defaultIfEmpty(true))
                .any(active -> active);
    }

    /** Whether a team has a lead, or nobody at all, without those. */
    static boolean led(List<Known<TeamMembership>> members, Set<? extends Ref<?>> without) {
        List<Known<TeamMembership>> staying =
                members.stream().filter(each -> !without.contains(each.ref())).toList();
        return staying.isEmpty()
                || staying.stream().anyMatch(each -> each.state().role() == TeamRole.LEAD);
    }

    /** Whether somebody may say who leads a team. */
    static boolean appoints(Principal by, Ref<Team> team) {
        return Access.allows(by, Permission.APPOINT_LEADS, Scope.of(by.organization(), List.of(team.id(), by.root())));
    }
}
