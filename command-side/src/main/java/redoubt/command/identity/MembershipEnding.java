package redoubt.command.identity;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.identity.TeamMembership;
import redoubt.model.Deleted;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;

/** Somebody is a member of an organization no longer, and so of none of its teams. */
public final class MembershipEnding
        implements Behaviour<RoleAssignment, MembershipEnding.Input, MembershipEnding.Seen> {

    /** The name of the action. */
    public static final String NAME = "end";

    /** Nothing needs to be said. */
    public record Input() {}

    /**
     * What it depends on.
     *
     * @param members of the organization
     * @param places theirs in teams
     * @param leaderless whether a team would lose its only lead while others stay
     */
    public record Seen(List<Known<RoleAssignment>> members, List<Known<TeamMembership>> places, boolean leaderless) {}

    @Override
    public Class<RoleAssignment> of() {
        return RoleAssignment.class;
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
        return Permission.delete("role_assignment");
    }

    @Override
    public String summary() {
        return "End a membership";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<Seen> look(Situation<RoleAssignment> here, Input input, World world) {
        return Mono.zip(
                        Memberships.ofOrganization(here.by().root(), world),
                        Memberships.ofUser(here.target().state().user(), world))
                .flatMap(both -> Flux.fromIterable(both.getT2())
                        .concatMap(place -> Memberships.ofTeam(place.state().team(), world)
                                .map(team -> Memberships.led(team, Set.of(place.ref()))))
                        .all(led -> led)
                        .map(led -> new Seen(both.getT1(), both.getT2(), !led)));
    }

    @Override
    public Decision decide(Situation<RoleAssignment> here, Input input, Seen seen) {
        RoleAssignment state = here.target().state();
        if (!state.membership(Ref.of(Folder.class, here.by().root()))) {
            return Decision.refused(new Failure.NotFound());
        }
        if (state.role() == Role.ADMINISTRATOR
                && !Memberships.administered(seen.members(), here.target().ref())) {
            return Decision.refused(Memberships.LAST_ADMINISTRATOR);
        }
        if (seen.leaderless()) {
            return Decision.refused(Memberships.LAST_LEAD);
        }
        Decision decision = Decision.nothing();
        for (Known<TeamMembership> place : seen.places()) {
            decision = decision.and(place.ref(), new Deleted<>(place.state()));
        }
        return decision.and(here.target().ref(), new Deleted<>(state));
    }
}
