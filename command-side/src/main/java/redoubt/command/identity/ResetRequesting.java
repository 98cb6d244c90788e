package redoubt.command.identity;

import java.time.Instant;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.identity.ResetRequested;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** Somebody does not know their password any more and asks for a letter. */
public final class ResetRequesting implements UserNote<ResetRequesting.Input> {

    /** The name of the action. */
    public static final String NAME = "request_password_reset";

    /**
     * What stands in the letter.
     *
     * @param until how long it is good
     */
    public record Input(Instant until) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String summary() {
        return "Note that a letter was asked for";
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        return Decision.of(here.target().ref(), new ResetRequested(Moments.cut(input.until())));
    }
}
