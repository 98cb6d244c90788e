package redoubt.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redoubt.model.Getter;
import redoubt.model.Patch;
import redoubt.model.Ref;

/** Things to ask for, in few words. */
public final class Acts {

    private Acts() {}

    /** Make one of these, under an identifier of its own. */
    public static <R> Create<R> create(Patch<R> patch) {
        Ref<R> ref = Ref.of(patch.shape().type(), UUID.randomUUID().toString());
        return new Create<>(ref, Submission.of(patch));
    }

    /** Change it like this, whichever version there is. */
    public static <R> Update<R> update(Ref<R> ref, Patch<R> patch) {
        return new Update<>(ref, Submission.of(patch), Expected.ANY);
    }

    /** Change one field of it. */
    public static <R, V> Update<R> update(Ref<R> ref, Getter<R, V> field, @Nullable V value) {
        return update(ref, Patch.of(ref.type()).set(field, value));
    }

    /** Remove it alone. */
    public static <R> Delete<R> delete(Ref<R> ref) {
        return new Delete<>(ref, Expected.ANY);
    }

    /** Remove it with everything inside. */
    public static <R> Delete<R> cascade(Ref<R> ref, String confirmation) {
        return new Delete<>(ref, Expected.ANY, true, confirmation);
    }

    /** Do with it what is called so. */
    public static <R> Perform<R> perform(Ref<R> ref, String action, Object input) {
        return new Perform<>(ref, action, Expected.ANY, Form.of(input));
    }
}
