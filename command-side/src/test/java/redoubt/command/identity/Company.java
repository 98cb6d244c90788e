package redoubt.command.identity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import redoubt.command.Create;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.grc.Folder;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Envelope.Actor;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Principal.Limits;
import redoubt.model.access.Role;
import redoubt.people.User;

/** An organization with people and teams in it, and few words to fill it. */
record Company(Scenario house, Ref<User> boss) {

    static Company founded() {
        Scenario house = Scenario.founded();
        return new Company(
                house,
                Ref.of(User.class, Objects.requireNonNull(house.by().actor().user())));
    }

    /** One that the boss of this one founded beside it. */
    Company beside(String name) {
        Ref<Organization> organization = fresh(Organization.class);
        Ref<Folder> root = fresh(Folder.class);
        Principal there = house.by().in(organization.id(), root.id()).backed();
        Founding.House founded = new Founding.House(
                organization, root, fresh(redoubt.grc.RiskMatrix.class), fresh(redoubt.grc.Framework.class));
        List<redoubt.command.Act<?>> acts = new ArrayList<>(founded.acts(
                Patch.of(Organization.class).set(Organization::name, name).set(Organization::founder, boss),
                Beginnings.read()));
        acts.add(Founding.membership(fresh(RoleAssignment.class), boss, Role.ADMINISTRATOR, root));
        Scenario other = house.as(there);
        other.given(acts.toArray(redoubt.command.Act<?>[]::new));
        return new Company(other, boss);
    }

    Ref<Organization> organization() {
        return Ref.of(Organization.class, house.by().organization());
    }

    /** Somebody with an account and nothing else. */
    Ref<User> stranger(String name) {
        return house.user(name + "@example.org");
    }

    Ref<RoleAssignment> member(Ref<User> user, Role role) {
        Create<RoleAssignment> create = Founding.membership(fresh(RoleAssignment.class), user, role, house.root());
        house.given(create);
        return create.target();
    }

    Ref<Team> team(String name) {
        return made(
                Patch.of(Team.class).set(Team::name, name),
                Patch.of(Team.class).set(Team::organization, organization()));
    }

    Ref<TeamMembership> place(Ref<Team> team, Ref<User> user, TeamRole role) {
        return made(Patch.of(TeamMembership.class), place(team, user).set(TeamMembership::role, role));
    }

    static Patch<TeamMembership> place(Ref<Team> team, Ref<User> user) {
        return Patch.of(TeamMembership.class).set(TeamMembership::team, team).set(TeamMembership::user, user);
    }

    Ref<TeamInvitation> invitation(Ref<Team> team, String email, Duration life) {
        return made(
                Patch.of(TeamInvitation.class)
                        .set(TeamInvitation::expiresAt, house.clock().instant().plus(life)),
                Patch.of(TeamInvitation.class)
                        .set(TeamInvitation::team, team)
                        .set(TeamInvitation::email, email)
                        .set(TeamInvitation::invitedBy, boss));
    }

    /** The company with somebody acting who is what they are in a team, and a member of the organization. */
    Scenario as(Ref<User> user, Ref<Team> team, TeamRole role) {
        return house.as(new Principal(
                new Actor(Actor.Type.USER, user.id(), null),
                house.by().organization(),
                house.by().root(),
                List.of(new Grant(Role.READER, house.by().root(), true), new Grant(role.role(), team.id(), true)),
                Limits.NONE));
    }

    <R> Ref<R> made(Patch<R> sent, Patch<R> given) {
        Create<R> create = new Create<>(fresh(sent.shape().type()), Submission.of(sent), given);
        house.given(create);
        return create.target();
    }

    static <R> Ref<R> fresh(Class<R> type) {
        return Ref.of(type, UUID.randomUUID().toString());
    }
}
