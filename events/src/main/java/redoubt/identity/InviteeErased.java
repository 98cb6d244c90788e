package redoubt.identity;

import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * Who was invited was erased; nobody knows any more whom the invitation was for.
 *
 * @param email what stands in place of their address
 * @param status what the invitation comes to: one that was open is open no more
 */
@Fact.Happened(to = TeamInvitation.class, as = "invitee_erased")
public record InviteeErased(String email, TeamInvitation.Status status) implements Fact<TeamInvitation> {

    @Override
    public Patch<TeamInvitation> effect() {
        return Patch.of(TeamInvitation.class).set(TeamInvitation::email, email).set(TeamInvitation::status, status);
    }
}
