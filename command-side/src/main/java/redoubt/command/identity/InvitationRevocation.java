package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.InvitationRevoked;
import redoubt.identity.TeamInvitation;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;

/** An invitation that nobody has accepted is taken back. */
public final class InvitationRevocation implements TargetBehaviour<TeamInvitation, InvitationRevocation.Input> {

    /** The name of the action. */
    public static final String NAME = "revoke";

    /** Nothing needs to be said. */
    public record Input() {}

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
        return "Revoke an invitation";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<TeamInvitation> here, Input input) {
        return here.target().state().open(here.now())
                ? Decision.of(here.target().ref(), new InvitationRevoked())
                : Decision.refused(new Failure.Unfit("Can only revoke pending invitations"));
    }
}
