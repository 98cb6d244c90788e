package redoubt.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.failure.Failure;

/**
 * What rules say about a draft.
 *
 * @param state the draft with its computed fields settled; null when refused
 * @param facts milestones that are reached by writing it
 * @param refusal why it cannot be written; null if it can
 */
public record Ruling<R>(
        @Nullable R state, List<Fact<R>> facts, @Nullable Failure refusal) {

    /** It may be written like this. */
    public static <R> Ruling<R> settled(R state) {
        return new Ruling<>(state, List.of(), null);
    }

    /** It may be written like this, and that is a milestone. */
    public static <R> Ruling<R> settled(R state, List<Fact<R>> facts) {
        return new Ruling<>(state, facts, null);
    }

    /** It may not be written. */
    public static <R> Ruling<R> refused(Failure refusal) {
        return new Ruling<>(null, List.of(), refusal);
    }
}
