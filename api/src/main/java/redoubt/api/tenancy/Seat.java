package redoubt.api.tenancy;

import java.util.List;
import redoubt.identity.Organization;
import redoubt.identity.Team;
import redoubt.model.Ref;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Somebody in an organization that they may see.
 *
 * @param by who, acting in it
 */
public record Seat(Principal by) {

    /** The organization. */
    public Ref<Organization> organization() {
        return Ref.of(Organization.class, by.organization());
    }

    /** Whether they may do something to the organization as a whole. */
    public boolean allows(Permission permission) {
        return Access.allows(by, permission, Scope.of(by.organization(), List.of()));
    }

    /** Whether they may do something to a team of it. */
    public boolean allows(Permission permission, Ref<Team> team) {
        return Access.allows(by, permission, Scope.of(by.organization(), List.of(team.id(), by.root())));
    }

    /** Whether the organization is theirs to shape. */
    public boolean administers() {
        return allows(Permission.change("organization"));
    }

    /** Whether they see what only its administrators see of it, be it with a token that changes nothing. */
    public boolean oversees() {
        return allows(Permission.view("team_invitation"));
    }

    /** The teams whose invitations they may see, by identifier, unless they see all. */
    public List<String> leads() {
        return by.grants().stream()
                .filter(grant -> grant.role() == Role.TEAM_LEAD)
                .map(grant -> grant.folder())
                .filter(team -> allows(Permission.view("team_invitation"), Ref.of(Team.class, team)))
                .toList();
    }

    /** The same seat with the house behind it; see {@link Principal#backed}. */
    public Seat backed() {
        return new Seat(by.backed());
    }

    /** @throws Refused as denied if it is not so */
    static void demand(boolean allowed) {
        if (!allowed) {
            throw new Refused(new Failure.Denied());
        }
    }
}
