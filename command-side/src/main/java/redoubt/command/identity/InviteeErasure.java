package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.InviteeErased;
import redoubt.identity.TeamInvitation;
import redoubt.model.Erased;
import redoubt.model.Shape;
import redoubt.model.access.Permission;

/** Who was invited is erased: the invitation stays on record, and nobody knows whom it was for. */
public final class InviteeErasure implements TargetBehaviour<TeamInvitation, InviteeErasure.Input> {

    /** The name of the action. */
    public static final String NAME = "erase_invitee";

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
        return "Forget who was invited";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<TeamInvitation> here, Input input) {
        String nobody = Erased.text(
                Shape.of(TeamInvitation.class).field(TeamInvitation::email),
                here.target().ref().id());
        TeamInvitation.Status status = here.target().state().status();
        boolean open = status == TeamInvitation.Status.PENDING;
        return here.target().state().email().equals(nobody) && !open
                ? Decision.nothing()
                : Decision.of(
                        here.target().ref(), new InviteeErased(nobody, open ? TeamInvitation.Status.REVOKED : status));
    }
}
