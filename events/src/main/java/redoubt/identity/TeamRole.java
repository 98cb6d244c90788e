package redoubt.identity;

import redoubt.model.access.Role;

/** What somebody is in a team. */
public enum TeamRole {
    /** Works in it and leads it. */
    LEAD(Role.TEAM_LEAD),
    /** Works in it. */
    MEMBER(Role.TEAM_MEMBER),
    /** Looks on. */
    VIEWER(Role.TEAM_VIEWER);

    private final Role role;

    TeamRole(Role role) {
        this.role = role;
    }

    /** The role that is held on the team with it. */
    public Role role() {
        return role;
    }
}
