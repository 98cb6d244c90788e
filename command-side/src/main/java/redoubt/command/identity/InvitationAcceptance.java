package redoubt.command.identity;

import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.identity.InvitationAccepted;
import redoubt.identity.TeamInvitation;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** Who was invited joins the team as what they were asked to be. */
public final class InvitationAcceptance implements Behaviour<TeamInvitation, InvitationAcceptance.Input, Joining.Seen> {

    /** The name of the action. */
    public static final String NAME = "accept";

    /** Who joins. */
    public record Input(Joining joining) {}

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
        return "Accept an invitation";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<Joining.Seen> look(Situation<TeamInvitation> here, Input input, World world) {
        return Joining.look(here.target().state().team(), here.by().root(), world);
    }

    @Override
    public Decision decide(Situation<TeamInvitation> here, Input input, Joining.Seen seen) {
        TeamInvitation invitation = here.target().state();
        if (!invitation.open(here.now())) {
            return Decision.refused(Failure.Conflict.of("invitation_closed", "Invitation expired or already used"));
        }
        Ref<User> user = input.joining().user();
        return input.joining()
                .decide(invitation.team(), invitation.role(), here.by().root(), seen)
                .and(here.target().ref(), new InvitationAccepted(user, Moments.cut(here.now())));
    }
}
