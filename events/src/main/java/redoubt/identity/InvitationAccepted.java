package redoubt.identity;

import java.time.Instant;
import redoubt.model.Fact;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.people.User;

/**
 * Who was invited has joined the team.
 *
 * @param user under which account
 * @param acceptedAt when
 */
@Fact.Happened(to = TeamInvitation.class, as = "accepted")
public record InvitationAccepted(Ref<User> user, Instant acceptedAt) implements Fact<TeamInvitation> {

    @Override
    public Patch<TeamInvitation> effect() {
        return Patch.of(TeamInvitation.class)
                .set(TeamInvitation::status, TeamInvitation.Status.ACCEPTED)
                .set(TeamInvitation::acceptedAt, acceptedAt);
    }
}
