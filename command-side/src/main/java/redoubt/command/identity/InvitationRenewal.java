package redoubt.command.identity;

import java.time.Instant;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.InvitationRenewed;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamRole;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** Somebody is invited once more, whatever became of the invitation before. */
public final class InvitationRenewal implements TargetBehaviour<TeamInvitation, InvitationRenewal.Input> {

    /** The name of the action. */
    public static final String NAME = "renew";

    /**
     * What they are asked now.
     *
     * @param role to be what
     * @param expiresAt until when
     * @param invitedBy by whom
     */
    public record Input(TeamRole role, Instant expiresAt, Ref<User> invitedBy) {}

    @Override
    public Class<TeamInvitation> of() {
        return TeamInvitation.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("team_invitation");
    }

    @Override
    public String summary() {
        return "Invite once more";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<TeamInvitation> here, Input input) {
        return Decision.of(
                here.target().ref(),
                new InvitationRenewed(input.role(), Moments.cut(input.expiresAt()), input.invitedBy()));
    }
}
