package redoubt.command.identity;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** Somebody is a member of an organization once; an organization keeps an administrator; team roles are held on teams. */
public final class RoleAssignmentRules implements Rules<RoleAssignment, List<Known<RoleAssignment>>> {

    @Override
    public Class<RoleAssignment> of() {
        return RoleAssignment.class;
    }

    @Override
    public Mono<List<Known<RoleAssignment>>> look(Draft<RoleAssignment> draft, World world) {
        return Memberships.ofOrganization(draft.by().root(), world);
    }

    @Override
    public Ruling<RoleAssignment> judge(Draft<RoleAssignment> draft, List<Known<RoleAssignment>> members) {
        RoleAssignment proposed = draft.proposed();
        Ref<Folder> root = Ref.of(Folder.class, draft.by().root());
        if (proposed.role().ofTeam()) {
            return Ruling.refused(Failure.Invalid.of("role", "This role is held on teams."));
        }
        boolean twice = proposed.membership(root)
                && members.stream()
                        .anyMatch(each -> !each.ref().equals(draft.ref())
                                && each.state().user().equals(proposed.user()));
        if (twice) {
            return Ruling.refused(
                    Failure.Invalid.of(Complaints.WHOLE, "The fields organization, user must make a unique set."));
        }
        RoleAssignment former = draft.former();
        boolean resigns = former != null
                && former.role() == Role.ADMINISTRATOR
                && former.membership(root)
                && !(proposed.membership(root) && proposed.role() == Role.ADMINISTRATOR);
        return resigns && !Memberships.administered(members, draft.ref())
                ? Ruling.refused(Memberships.LAST_ADMINISTRATOR)
                : Ruling.settled(proposed);
    }

    @Override
    public Mono<Failure> objection(Situation<RoleAssignment> here, Set<Ref<?>> doomed, World world) {
        return Memberships.ofOrganization(here.by().root(), world)
                .filter(members -> here.target().state().role() == Role.ADMINISTRATOR
                        && here.target()
                                .state()
                                .membership(Ref.of(Folder.class, here.by().root()))
                        && !Memberships.administered(members, here.target().ref()))
                .map(_ -> Memberships.LAST_ADMINISTRATOR);
    }
}
