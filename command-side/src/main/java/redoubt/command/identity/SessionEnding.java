package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.identity.Session;
import redoubt.identity.SessionEnded;
import redoubt.model.access.Permission;
import redoubt.model.wire.Moments;

/** A session ends. Once is enough: ending it again changes nothing. */
public final class SessionEnding implements TargetBehaviour<Session, SessionEnding.Input> {

    /** The name of the action. */
    public static final String NAME = "end";

    /**
     * Why it ends.
     *
     * @param ending the reason
     */
    public record Input(Session.Ending ending) {}

    @Override
    public Class<Session> of() {
        return Session.class;
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
        return Permission.change("session");
    }

    @Override
    public String summary() {
        return "End a session";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Decision decide(Situation<Session> here, Input input) {
        if (!here.target().state().open()) {
            return Decision.nothing();
        }
        return Decision.of(here.target().ref(), new SessionEnded(Moments.cut(here.now()), input.ending()));
    }
}
