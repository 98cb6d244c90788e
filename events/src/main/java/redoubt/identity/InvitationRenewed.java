package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.people.User;

/**
 * Somebody is invited once more, with another link; the one before opens nothing any more.
 *
 * @param role what they are asked to be
 * @param expiresAt until when
 * @param invitedBy who asks them
 */
@Fact.Happened(to = TeamInvitation.class, as = "renewed")
public record InvitationRenewed(TeamRole role, Instant expiresAt, Ref<User> invitedBy) implements Fact<TeamInvitation> {

    @Override
    public Patch<TeamInvitation> effect() {
        return Patch.of(TeamInvitation.class)
                .set(TeamInvitation::role, role)
                .set(TeamInvitation::expiresAt, expiresAt)
                .set(TeamInvitation::invitedBy, invitedBy)
                .set(TeamInvitation::status, TeamInvitation.Status.PENDING)
                .set(TeamInvitation::acceptedAt, null);
    }
}
