package redoubt.command.identity;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** Somebody belongs to a team once; leads are made and unmade by leads; a team with people keeps one. */
public final class TeamMembershipRules implements Rules<TeamMembership, List<Known<TeamMembership>>> {

    @Override
    public Class<TeamMembership> of() {
        return TeamMembership.class;
    }

    @Override
    public Mono<List<Known<TeamMembership>>> look(Draft<TeamMembership> draft, World world) {
        return Memberships.ofTeam(draft.proposed().team(), world);
    }

    @Override
    public Ruling<TeamMembership> judge(Draft<TeamMembership> draft, List<Known<TeamMembership>> members) {
        TeamMembership proposed = draft.proposed();
        TeamMembership former = draft.former();
        boolean twice = former == null
                && members.stream().anyMatch(each -> each.state().user().equals(proposed.user()));
        if (twice) {
            return Ruling.refused(
                    Failure.Invalid.of(Complaints.WHOLE, "The fields team, user must make a unique set."));
        }
        boolean led = former != null && former.role() == TeamRole.LEAD;
        boolean leads = proposed.role() == TeamRole.LEAD;
        if (led != leads && !Memberships.appoints(draft.by(), proposed.team())) {
            return Ruling.refused(new Failure.Denied());
        }
        boolean staying = members.stream()
                .anyMatch(
                        each -> !each.ref().equals(draft.ref()) && each.state().role() == TeamRole.LEAD);
        return led && !leads && !staying ? Ruling.refused(Memberships.LAST_LEAD) : Ruling.settled(proposed);
    }

    @Override
    public Mono<Failure> objection(Situation<TeamMembership> here, Set<Ref<?>> doomed, World world) {
        Ref<Team> team = here.target().state().team();
        if (here.target().state().role() != TeamRole.LEAD || doomed.contains(team)) {
            return Mono.empty();
        }
        if (!Memberships.appoints(here.by(), team)) {
            return Mono.just(new Failure.Denied());
        }
        return Memberships.ofTeam(team, world)
                .filter(members -> !Memberships.led(members, doomed))
                .map(_ -> Memberships.LAST_LEAD);
    }
}
