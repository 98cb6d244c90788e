package redoubt.command;

import redoubt.model.Patch;
import redoubt.model.Ref;

/**
 * Give some fields of a resource new values.
 *
 * @param target which one
 * @param submission what the client sent
 * @param expected which version the client looked at
 * @param onwards whether what follows from it later is meant as well, and not it alone
 * @param given what the server adds, for example where something secret is kept
 */
public record Update<R>(Ref<R> target, Submission<R> submission, Expected expected, boolean onwards, Patch<R> given)
        implements Act<R> {

    /** The server adds nothing. */
    public Update(Ref<R> target, Submission<R> submission, Expected expected, boolean onwards) {
        this(target, submission, expected, onwards, Patch.of(target.type()));
    }

    /** The common case: it alone is meant. */
    public Update(Ref<R> target, Submission<R> submission, Expected expected) {
        this(target, submission, expected, false);
    }

    @Override
    public String name() {
        return "update_" + target.noun();
    }
}
