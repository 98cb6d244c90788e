package redoubt.command.identity;

import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.identity.EmailVerified;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** Somebody shows what stood in a letter to the address of an account. An address of before proves nothing. */
public final class EmailVerifying implements UserNote<EmailVerifying.Input> {

    /** The name of the action. */
    public static final String NAME = "verify_email";

    /**
     * What was proved.
     *
     * @param email where the letter went
     */
    public record Input(String email) {}

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
        return "Note that an address was verified";
    }

    @Override
    public Decision decide(Situation<User> here, Input input) {
        return here.target().state().email().equals(input.email())
                ? Decision.of(here.target().ref(), new EmailVerified(input.email()))
                : Decision.refused(new Failure.NotFound());
    }
}
