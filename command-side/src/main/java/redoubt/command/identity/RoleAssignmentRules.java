package redoubt.command.identity;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.identity.TeamMembership;
import redoubt.model.Deleted;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.access.Scope;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/**
 * Nobody gives what they do not have. Somebody is a member of an organization once, and who is one no longer belongs to none
 * of its teams; an organization keeps an administrator; team roles are held on teams.
 */
public final class RoleAssignmentRules implements Rules<RoleAssignment, RoleAssignmentRules.Seen> {

    /**
     * What a role is judged by.
     *
     * @param member whether its user would be a member of the organization twice
     * @param reached the folders it is held on, each with its ancestors, nearest first
     * @param administered whether the organization keeps an administrator
     */
    public record Seen(boolean member, List<List<String>> reached, boolean administered) {}

    @Override
    public Class<RoleAssignment> of() {
        return RoleAssignment.class;
    }

    @Override
    public Mono<Seen> look(Draft<RoleAssignment> draft, World world) {
        Ref<Folder> root = Ref.of(Folder.class, draft.by().root());
        RoleAssignment proposed = draft.proposed();
        Mono<Boolean> twice = proposed.membership(root) && proposed.user() != null
                ? Memberships.member(proposed.user(), draft.ref(), root, world)
                : Mono.just(false);
        Mono<List<List<String>>> reached = Flux.fromIterable(proposed.folders())
                .concatMap(folder -> chain(folder, world))
                .collectList();
        Mono<Boolean> administered = resigns(draft, root)
                ? Memberships.administered(root.id(), draft.ref(), draft.today(), world)
                : Mono.just(true);
        return twice.flatMap(
                member -> reached.flatMap(chains -> administered.map(others -> new Seen(member, chains, others))));
    }

    private static boolean resigns(Draft<RoleAssignment> draft, Ref<Folder> root) {
        RoleAssignment former = draft.former();
        return former != null
                && Memberships.administers(former, root)
                && !Memberships.administers(draft.proposed(), root);
    }

    private static Mono<List<String>> chain(Ref<Folder> folder, World world) {
        return world.chain(folder.id()).map(chain -> chain.isEmpty() ? List.of(folder.id()) : chain);
    }

    @Override
    public Ruling<RoleAssignment> judge(Draft<RoleAssignment> draft, Seen seen) {
        RoleAssignment proposed = draft.proposed();
        if (proposed.role() == null || proposed.folders().isEmpty()) {
            // Complained about already.
            return Ruling.settled(proposed);
        }
        if (proposed.role().ofTeam()) {
            return Ruling.refused(Failure.Invalid.of("role", "This role is held on teams."));
        }
        if (!mayGive(draft.by(), proposed, seen.reached())) {
            return Ruling.refused(new Failure.Denied());
        }
        if (seen.member()) {
            return Ruling.refused(
                    Failure.Invalid.of(Complaints.WHOLE, "The fields organization, user must make a unique set."));
        }
        return seen.administered() ? Ruling.settled(proposed) : Ruling.refused(Memberships.LAST_ADMINISTRATOR);
    }

    /** Whoever gives a role holds all of it where it is held, and below as well if it reaches there. */
    private static boolean mayGive(Principal by, RoleAssignment wanted, List<List<String>> reached) {
        return reached.stream()
                .map(chain -> wanted.isRecursive() ? below(chain) : chain)
                .map(chain -> Scope.of(by.organization(), chain))
                .allMatch(scope -> wanted.role().permissions().stream()
                        .allMatch(permission -> Access.allows(by, permission, scope)));
    }

    /** A folder of which nobody has heard yet. */
    private static List<String> below(List<String> chain) {
        return Stream.concat(Stream.of(""), chain.stream()).toList();
    }

    @Override
    public Mono<Failure> objection(Situation<RoleAssignment> here, Set<Ref<?>> doomed, World world) {
        RoleAssignment state = here.target().state();
        String root = here.by().root();
        Mono<Failure> last = Memberships.administers(state, Ref.of(Folder.class, root))
                ? Memberships.administered(root, here.target().ref(), here.today(), world)
                        .filter(administered -> !administered)
                        .map(_ -> Memberships.LAST_ADMINISTRATOR)
                : Mono.empty();
        return untouchable(here, world).switchIfEmpty(last).switchIfEmpty(Mono.defer(() -> leaderless(here, world)));
    }

    /** Administrators are made and unmade by administrators. */
    private static Mono<Failure> untouchable(Situation<RoleAssignment> here, World world) {
        return here.target().state().role() == Role.ADMINISTRATOR
                ? world.scope(here.target().ref(), here.target().state())
                        .filter(scope -> !Access.allows(here.by(), Permission.MANAGE_USERS, scope))
                        .map(_ -> new Failure.Denied())
                : Mono.empty();
    }

    private static Mono<Failure> leaderless(Situation<RoleAssignment> here, World world) {
        return places(here, world)
                .concatMap(place -> Memberships.ofTeam(place.state().team(), world)
                        .map(team -> Memberships.led(team, Set.of(place.ref()))))
                .all(led -> led)
                .filter(led -> !led)
                .map(_ -> Memberships.LAST_LEAD);
    }

    @Override
    public Mono<Decision> farewell(Situation<RoleAssignment> here, Set<Ref<?>> doomed, World world) {
        return places(here, world)
                .reduce(
                        Decision.nothing(),
                        (decision, place) -> decision.and(place.ref(), new Deleted<>(place.state())));
    }

    /** The places in teams of whoever would be a member of the organization no longer. */
    private static Flux<Known<TeamMembership>> places(Situation<RoleAssignment> here, World world) {
        RoleAssignment state = here.target().state();
        return state.membership(Ref.of(Folder.class, here.by().root()))
                ? Memberships.ofUser(state.user(), world).flatMapIterable(places -> places)
                : Flux.empty();
    }
}
