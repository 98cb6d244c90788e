package redoubt.model;

import org.jspecify.annotations.Nullable;

/** Something that happened to one R. State is the fold of {@link #evolve} over an R's changes, oldest first. */
public sealed interface Change<R> permits Created, Updated, Deleted, Fact {

    /**
     * The state after a change.
     *
     * @param current the state before it; null before creation and after deletion
     * @return the state after it, null if the resource is gone
     */
    static <R> @Nullable R evolve(@Nullable R current, Change<R> change) {
        return switch (change) {
            case Created<R> created -> created.state();
            case Updated<R> updated -> updated.patch().applyTo(present(current, change));
            case Deleted<R> _ -> null;
            case Fact<R> fact ->
                current == null && fact.begins()
                        ? fact.effect().create()
                        : fact.effect().applyTo(present(current, change));
        };
    }

    /** Whether a resource that is not there comes into being by a change. */
    static boolean begins(Change<?> change) {
        return change instanceof Created<?> || (change instanceof Fact<?> fact && fact.begins());
    }

    private static <R> R present(@Nullable R current, Change<R> change) {
        if (current == null) {
            throw new IllegalStateException(change.getClass().getSimpleName() + " of a resource that does not exist");
        }
        return current;
    }
}
