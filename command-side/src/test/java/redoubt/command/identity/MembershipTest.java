package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Act;
import redoubt.command.Scenario;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Task;
import redoubt.grc.Threat;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** Who belongs to an organization, and what becomes of it. */
class MembershipTest {

    private static final Failure LAST =
            Failure.Conflict.of("last_administrator", "An organization must keep at least one Security Team member");

    private final Company company = Company.founded();
    private final Scenario house = company.house();
    private final Ref<User> ben = company.stranger("ben");

    @Test
    void somebodyIsAMemberOnce() {
        company.member(ben, Role.READER);

        house.when(Founding.membership(Company.fresh(RoleAssignment.class), ben, Role.ADMINISTRATOR, house.root()))
                .thenInvalid("non_field_errors", "The fields organization, user must make a unique set.");
    }

    @Test
    void anotherRoleOnTheRootMakesNobodyAMemberTwice() {
        company.member(ben, Role.READER);

        house.when(Founding.membership(Company.fresh(RoleAssignment.class), ben, Role.AUDITOR, house.root()))
                .then("role_assignment.created");
    }

    @Test
    void teamRolesAreHeldOnTeams() {
        house.when(Founding.membership(Company.fresh(RoleAssignment.class), ben, Role.TEAM_LEAD, house.root()))
                .thenInvalid("role", "This role is held on teams.");
    }

    @Test
    void theLastAdministratorNeitherLeavesNorResigns() {
        Ref<RoleAssignment> mine = mine();

        house.when(update(mine, RoleAssignment::role, Role.READER)).thenRefused(LAST);
        house.when(delete(mine)).thenRefused(LAST);

        company.member(ben, Role.ADMINISTRATOR);
        house.when(update(mine, RoleAssignment::role, Role.READER)).then("role_assignment.updated");
    }

    @Test
    void onlyAdministratorsSayWhoBelongs() {
        Ref<RoleAssignment> seat = company.member(ben, Role.READER);

        house.as(Role.READER, house.root()).when(delete(seat)).thenNotFound();
        house.as(Role.DOMAIN_MANAGER, house.root())
                .when(update(seat, RoleAssignment::role, Role.ADMINISTRATOR))
                .thenDenied();
    }

    @Test
    void whoLeavesTheOrganizationLeavesItsTeams() {
        Ref<RoleAssignment> seat = company.member(ben, Role.READER);
        Ref<Team> team = company.team("Crypto");
        company.place(team, company.boss(), TeamRole.LEAD);
        Ref<TeamMembership> place = company.place(team, ben, TeamRole.MEMBER);

        house.when(delete(seat)).then("team_membership.deleted", "role_assignment.deleted");

        assertThat(house.known(place)).isNull();
        assertThat(house.known(seat)).isNull();
    }

    @Test
    void whoLeadsOthersAloneDoesNotLeave() {
        Ref<RoleAssignment> seat = company.member(ben, Role.READER);
        Ref<Team> team = company.team("Crypto");
        company.place(team, ben, TeamRole.LEAD);
        company.place(team, company.boss(), TeamRole.VIEWER);

        house.when(delete(seat))
                .thenRefused(new Failure.Unfit("A team must keep at least one lead while others belong to it"));
    }

    @Test
    void anOrganizationThatSomebodyFoundedGoesWithAllThatMakesItOne() {
        Company other = company.beside("Umbrella");
        Ref<Team> team = other.team("Crypto");
        other.place(team, company.boss(), TeamRole.LEAD);

        other.house()
                .when(dissolve(other.organization()))
                .then(
                        "team_membership.deleted",
                        "team.deleted",
                        "role_assignment.deleted",
                        "framework.deleted",
                        "risk_matrix.deleted",
                        "folder.deleted",
                        "organization.deleted");
    }

    @Test
    void whatHoldsSomethingElseDoesNotGo() {
        Company other = company.beside("Umbrella");
        other.house().risk("Flood");

        other.house().when(dissolve(other.organization())).thenConflict("organization_not_empty");
        house.when(dissolve(company.organization())).thenConflict("first_organization");
        house.when(dissolve(other.organization())).thenNotFound();
    }

    @Test
    void noWorkIsLostWithAnOrganization() {
        for (Patch<?> work : List.of(
                Patch.of(Control.class).set(Control::name, "Locks"),
                Patch.of(Asset.class).set(Asset::name, "Vault"),
                Patch.of(Threat.class).set(Threat::name, "Thieves"),
                Patch.of(Task.class).set(Task::name, "Oil the locks"))) {
            Company other = company.beside("Umbrella " + work);
            other.house().made(work);

            other.house().when(dissolve(other.organization())).thenConflict("organization_not_empty");
        }
    }

    @Test
    void aNameIsTakenByOnesOwnOrganizationsOnly() {
        Company other = company.beside("Acme");

        assertThat(other.house().state(other.organization()).name()).isEqualTo("Acme");
        other.house()
                .when(update(company.organization(), Organization::name, "Mine"))
                .thenNotFound();
    }

    private Ref<RoleAssignment> mine() {
        return house.log().stream()
                .filter(event -> event.ref().type() == RoleAssignment.class)
                .map(event -> Ref.of(RoleAssignment.class, event.ref().id()))
                .findFirst()
                .orElseThrow();
    }

    private static Act<Organization> dissolve(Ref<Organization> organization) {
        return perform(organization, Dissolution.NAME, new Dissolution.Input());
    }
}
