package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import org.junit.jupiter.api.Test;
import redoubt.command.Create;
import redoubt.command.Perform;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.identity.BusinessUnit;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** Teams, who belongs to them, and the units that group them. */
class TeamTest {

    private static final Failure LAST =
            new Failure.Unfit("A team must keep at least one lead while others belong to it");

    private final Company company = Company.founded();
    private final Scenario house = company.house();
    private final Ref<Team> team = company.team("Crypto");
    private final Ref<User> ben = company.stranger("ben");
    private final Ref<User> eve = company.stranger("eve");
    private final Ref<TeamMembership> lead = company.place(team, ben, TeamRole.LEAD);

    @Test
    void aCodeIsTakenOnceInAnOrganization() {
        Ref<Team> other = company.team("Payments");
        house.given(update(team, Team::code, "C"));

        house.when(update(other, Team::code, "c")).thenInvalid("code", "This value is taken by another team here.");
        house.when(update(other, Team::code, "")).thenNothing();
        Company beside = company.beside("Umbrella");
        beside.house().when(update(beside.team("Crypto"), Team::code, "C")).then("team.updated");
    }

    @Test
    void somebodyIsLetInOnceAndIntoTheOrganizationWithIt() {
        house.when(admit(eve, TeamRole.VIEWER)).then("role_assignment.created", "team_membership.created");
        house.when(admit(eve, TeamRole.MEMBER)).thenNothing();
        house.when(new Create<>(
                        Company.fresh(TeamMembership.class),
                        Submission.of(Patch.of(TeamMembership.class)),
                        Company.place(team, eve)))
                .thenInvalid("non_field_errors", "The fields team, user must make a unique set.");
    }

    @Test
    void whoWorksInATeamLooksAfterItsPeopleAndWhoLooksOnDoesNot() {
        Ref<TeamMembership> place = company.place(team, eve, TeamRole.VIEWER);
        Ref<User> dan = company.stranger("dan");

        company.as(dan, team, TeamRole.MEMBER)
                .when(update(place, TeamMembership::role, TeamRole.MEMBER))
                .then("team_membership.updated");
        company.as(eve, team, TeamRole.VIEWER).when(delete(place)).thenDenied();
        house.as(Role.READER, house.root()).when(delete(place)).thenDenied();
        company.as(dan, team, TeamRole.MEMBER).when(delete(place)).then("team_membership.deleted");
    }

    @Test
    void leadsAreMadeAndUnmadeByLeads() {
        Ref<TeamMembership> place = company.place(team, eve, TeamRole.MEMBER);
        Scenario member = company.as(eve, team, TeamRole.MEMBER);

        member.when(update(place, TeamMembership::role, TeamRole.LEAD)).thenDenied();
        member.when(delete(lead)).thenDenied();
        member.when(admit(company.boss(), TeamRole.LEAD)).thenDenied();
        company.as(ben, team, TeamRole.LEAD)
                .when(update(place, TeamMembership::role, TeamRole.LEAD))
                .then("team_membership.updated");
    }

    @Test
    void theLastLeadStaysWhileOthersDo() {
        Ref<TeamMembership> place = company.place(team, eve, TeamRole.MEMBER);

        house.when(delete(lead)).thenRefused(LAST);
        house.when(update(lead, TeamMembership::role, TeamRole.VIEWER)).thenRefused(LAST);
        house.when(delete(place)).then("team_membership.deleted");
        house.when(delete(lead)).then("team_membership.deleted");
    }

    @Test
    void aTeamGoesWithItsPeople() {
        company.as(eve, team, TeamRole.VIEWER).when(cascade(team, "Crypto")).thenDenied();

        company.as(eve, team, TeamRole.MEMBER)
                .when(cascade(team, "Crypto"))
                .then("team_membership.deleted", "team.deleted");
    }

    @Test
    void aUnitGoesWithWhatLiesInItAndLeavesItsTeams() {
        Ref<BusinessUnit> north = unit("North", null);
        Ref<BusinessUnit> far = unit("Far north", north);
        house.given(update(team, Team::businessUnit, far));

        house.when(perform(north, UnitRemoval.NAME, new UnitRemoval.Input()))
                .then("team.updated", "business_unit.deleted", "business_unit.deleted");
        assertThat(house.state(team).businessUnit()).isNull();
    }

    @Test
    void aUnitLiesInNoneOfItsOwn() {
        Ref<BusinessUnit> north = unit("North", null);
        Ref<BusinessUnit> far = unit("Far north", north);
        String itself = "A business unit cannot lie in itself or in one of its own.";

        house.when(update(north, BusinessUnit::parent, north)).thenInvalid("parent", itself);
        house.when(update(north, BusinessUnit::parent, far)).thenInvalid("parent", itself);
        house.as(Role.READER, house.root())
                .when(update(far, BusinessUnit::name, "Farther"))
                .thenDenied();
    }

    private Ref<BusinessUnit> unit(String name, Ref<BusinessUnit> parent) {
        return company.made(
                Patch.of(BusinessUnit.class).set(BusinessUnit::name, name).set(BusinessUnit::parent, parent),
                Patch.of(BusinessUnit.class).set(BusinessUnit::organization, company.organization()));
    }

    private Perform<Team> admit(Ref<User> user, TeamRole role) {
        Joining joining = new Joining(user, Company.fresh(RoleAssignment.class), Company.fresh(TeamMembership.class));
        return perform(team, Admission.NAME, new Admission.Input(joining, role));
    }
}
