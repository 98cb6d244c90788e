package redoubt.command.identity;

import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.identity.Team;
import redoubt.identity.TeamRole;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;

/** Somebody with an account is let into a team, and so into its organization. */
public final class Admission implements Behaviour<Team, Admission.Input, Joining.Seen> {

    /** The name of the action. */
    public static final String NAME = "admit";

    /**
     * Who, and as what.
     *
     * @param joining who
     * @param role as what, if they do not belong to it yet
     */
    public record Input(Joining joining, TeamRole role) {}

    @Override
    public Class<Team> of() {
        return Team.class;
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
        return Permission.add("team_membership");
    }

    @Override
    public String summary() {
        return "Let somebody into a team";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<Joining.Seen> look(Situation<Team> here, Input input, World world) {
        return Joining.look(here.target().ref(), here.by().root(), world);
    }

    @Override
    public Decision decide(Situation<Team> here, Input input, Joining.Seen seen) {
        return input.role() == TeamRole.LEAD
                        && !Memberships.appoints(here.by(), here.target().ref())
                ? Decision.refused(new Failure.Denied())
                : input.joining()
                        .decide(here.target().ref(), input.role(), here.by().root(), seen);
    }
}
