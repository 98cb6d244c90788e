package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;

/**
 * Remove a resource.
 *
 * @param target which one
 * @param expected which version the client looked at
 * @param cascade whether everything inside it goes too
 * @param confirmation for a cascade: the exact name of the resource, typed by whoever means it
 */
public record Delete<R>(
        Ref<R> target,
        Expected expected,
        boolean cascade,
        @Nullable String confirmation) implements Act<R> {

    /** Remove it alone. */
    public Delete(Ref<R> target, Expected expected) {
        this(target, expected, false, null);
    }

    @Override
    public String name() {
        return "delete_" + target.noun();
    }
}
