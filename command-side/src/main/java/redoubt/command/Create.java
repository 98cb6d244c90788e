package redoubt.command;

import redoubt.model.Patch;
import redoubt.model.Ref;

/**
 * Bring a resource into being.
 *
 * @param target under the identifier drawn for it, see {@link Commands#draw}
 * @param submission what the client sent
 * @param given what the server adds, for example the preview of a secret it drew
 */
public record Create<R>(Ref<R> target, Submission<R> submission, Patch<R> given) implements Act<R> {

    /** The common case: the server adds nothing. */
    public Create(Ref<R> target, Submission<R> submission) {
        this(target, submission, Patch.of(target.type()));
    }

    /** What the server makes of itself: nothing of it was sent. */
    public static <R> Create<R> given(Ref<R> target, Patch<R> given) {
        return new Create<>(target, Submission.of(Patch.of(target.type())), given);
    }

    @Override
    public Expected expected() {
        return Expected.ANY;
    }

    @Override
    public String name() {
        return "create_" + target.noun();
    }
}
