package redoubt.command.identity;

import java.time.Instant;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.identity.SignInsFailed;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** Somebody tried to sign in to an account in vain. */
public final class SignInFailing implements UserNote<SignInFailing.Input> {

    /** The name of the action. */
    public static final String NAME = "note_failed_sign_ins";

    /**
     * How often it was tried.
     *
     * @param attempts since then
     * @param since the first of them
     */
    public record Input(Integer attempts, Instant since) {}

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
        return "Note how often somebody tried to sign in in vain";
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        return Decision.of(here.target().ref(), new SignInsFailed(input.attempts(), Moments.cut(input.since())));
    }
}
