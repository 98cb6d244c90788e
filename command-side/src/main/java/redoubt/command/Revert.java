package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;

/**
 * Give a resource the values it once had. One that was deleted comes back under its identifier: what it was last, and then
 * those values.
 *
 * @param target which one
 * @param expected which version the client looked at
 * @param last what it was when it was deleted, with the version it then had; null if it is there
 * @param wanted the values it once had, as far as clients write them
 */
public record Revert<R>(
        Ref<R> target, Expected expected, @Nullable Known<R> last, Form<Patch<R>> wanted) implements Act<R> {

    @Override
    public String name() {
        return "revert_" + target.noun();
    }
}
