package redoubt.command;

import redoubt.model.Ref;

/**
 * Give some fields of a resource new values.
 *
 * @param target which one
 * @param submission what the client sent
 * @param expected which version the client looked at
 */
public record Update<R>(Ref<R> target, Submission<R> submission, Expected expected) implements Act<R> {

    @Override
    public String name() {
        return "update_" + target.noun();
    }
}
