package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Created;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.people.User;

/**
 * Somebody comes into a team, and with that into its organization, unless they are there already: then nothing changes.
 *
 * @param user who
 * @param seat under which identifier their membership of the organization is recorded, if they have none
 * @param place the same for the team
 */
public record Joining(Ref<User> user, Ref<RoleAssignment> seat, Ref<TeamMembership> place) {

    /** Who is there already. */
    record Seen(List<Known<RoleAssignment>> members, List<Known<TeamMembership>> team) {}

    static Mono<Seen> look(Ref<Team> team, String root, World world) {
        return Mono.zip(Memberships.ofOrganization(root, world), Memberships.ofTeam(team, world), Seen::new);
    }

    Decision decide(Ref<Team> team, TeamRole role, String root, Seen seen) {
        Decision decision = Decision.nothing();
        if (seen.members().stream().noneMatch(each -> each.state().user().equals(user))) {
            List<Ref<Folder>> whole = List.of(Ref.of(Folder.class, root));
            decision = decision.and(seat, new Created<>(new RoleAssignment(user, Role.READER, whole, true)));
        }
        return seen.team().stream().anyMatch(each -> each.state().user().equals(user))
                ? decision
                : decision.and(place, new Created<>(new TeamMembership(team, user, role)));
    }
}
