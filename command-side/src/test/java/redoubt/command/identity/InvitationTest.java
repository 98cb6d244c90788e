package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redoubt.command.Create;
import redoubt.command.Perform;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamInvitation.Status;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** People are invited to teams. */
class InvitationTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Company company = Company.founded();
    private final Scenario house = company.house();
    private final Ref<Team> team = company.team("Crypto");
    private final Ref<User> eve = company.stranger("eve");
    private final Ref<TeamInvitation> invitation = company.invitation(team, "eve@example.org", WEEK);

    @Test
    void whoAcceptsIsInTheTeamAndInTheOrganization() {
        house.when(accept()).then("role_assignment.created", "team_membership.created", "team_invitation.accepted");

        assertThat(house.state(invitation).status()).isEqualTo(Status.ACCEPTED);
        assertThat(house.state(invitation).acceptedAt()).isNotNull();
        house.when(accept()).thenConflict("invitation_closed");
    }

    @Test
    void whatHasExpiredIsNotAcceptedAnyMore() {
        house.later(WEEK);

        house.when(accept()).thenConflict("invitation_closed");
        house.when(revoke()).thenRefused(new Failure.Unfit("Can only revoke pending invitations"));
    }

    @Test
    void whatWasRevokedIsGoodAgainOnceItIsRenewed() {
        house.when(revoke()).then("team_invitation.revoked");
        house.when(accept()).thenConflict("invitation_closed");
        house.when(revoke()).thenRefused(new Failure.Unfit("Can only revoke pending invitations"));

        house.when(perform(
                        invitation,
                        InvitationRenewal.NAME,
                        new InvitationRenewal.Input(
                                TeamRole.VIEWER, house.clock().instant().plus(WEEK), company.boss())))
                .then("team_invitation.renewed");
        house.when(accept()).then("role_assignment.created", "team_membership.created", "team_invitation.accepted");
    }

    @Test
    void anAddressIsInvitedToATeamOnce() {
        house.when(new Create<>(
                        Company.fresh(TeamInvitation.class),
                        Submission.of(Patch.of(TeamInvitation.class)
                                .set(
                                        TeamInvitation::expiresAt,
                                        house.clock().instant().plus(WEEK))),
                        Patch.of(TeamInvitation.class)
                                .set(TeamInvitation::team, team)
                                .set(TeamInvitation::email, "EVE@example.org")))
                .thenInvalid("email", "This value is taken by another team invitation here.");
    }

    @Test
    void anInvitationDoesNotLast() {
        String message = "Must lie in the future, and not more than 30 days from now.";
        house.when(update(
                        invitation,
                        TeamInvitation::expiresAt,
                        house.clock().instant().plus(Duration.ofDays(31))))
                .thenInvalid("expiresAt", message);
        house.when(update(invitation, TeamInvitation::expiresAt, house.clock().instant()))
                .thenInvalid("expiresAt", message);
        house.when(update(invitation, TeamInvitation::role, TeamRole.LEAD)).then("team_invitation.updated");
    }

    @Test
    void leadsSeeInvitationsAndMembersDoNot() {
        company.as(eve, team, TeamRole.MEMBER).when(revoke()).thenNotFound();
        company.as(eve, team, TeamRole.VIEWER).when(revoke()).thenNotFound();
        company.as(eve, team, TeamRole.LEAD).when(revoke()).then("team_invitation.revoked");
    }

    @Test
    void whoIsErasedWasInvitedWithoutAName() {
        house.when(perform(invitation, InviteeErasure.NAME, new InviteeErasure.Input()))
                .then("team_invitation.invitee_erased");

        assertThat(house.state(invitation).email()).isEqualTo("erased-" + invitation.id());
        house.when(accept()).thenConflict("invitation_closed");
        house.when(perform(invitation, InviteeErasure.NAME, new InviteeErasure.Input()))
                .thenNothing();
    }

    private Perform<TeamInvitation> accept() {
        Joining joining = new Joining(eve, Company.fresh(RoleAssignment.class), Company.fresh(TeamMembership.class));
        return perform(invitation, InvitationAcceptance.NAME, new InvitationAcceptance.Input(joining));
    }

    private Perform<TeamInvitation> revoke() {
        return perform(invitation, InvitationRevocation.NAME, new InvitationRevocation.Input());
    }
}
