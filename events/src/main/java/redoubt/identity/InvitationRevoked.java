package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * An invitation is taken back; its link opens nothing any more.
 */
@Fact.Happened(to = TeamInvitation.class, as = "revoked")
public record InvitationRevoked() implements Fact<TeamInvitation> {

    @Override
    public Patch<TeamInvitation> effect() {
        return Patch.of(TeamInvitation.class).set(TeamInvitation::status, TeamInvitation.Status.REVOKED);
    }
}
