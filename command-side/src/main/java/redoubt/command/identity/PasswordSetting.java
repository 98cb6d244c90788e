package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.identity.PasswordSet;
import redoubt.people.User;

/** An account gets another password. What it is made of is kept elsewhere. */
public final class PasswordSetting implements UserNote<PasswordSetting.Input> {

    /** The name of the action. */
    public static final String NAME = "set_password";

    /**
     * How it comes to that.
     *
     * @param occasion the occasion
     */
    public record Input(PasswordSet.Occasion occasion) {}

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
        return "Note that an account has another password";
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        return Decision.of(here.target().ref(), new PasswordSet(input.occasion()));
    }
}
