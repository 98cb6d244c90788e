package redoubt.identity;

import java.util.Objects;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Resource;
import redoubt.people.User;

/** Somebody's place in a team: the role that they hold on it. */
@Resource(name = "team_membership", plural = "team-memberships")
public record TeamMembership(
        @Parent @Computed @Always Ref<Team> team,
        @Computed @Always Ref<User> user,
        @Always TeamRole role) {

    /** Who is not said to be anything else is a member. */
    public TeamMembership {
        role = Objects.requireNonNullElse(role, TeamRole.MEMBER);
    }
}
