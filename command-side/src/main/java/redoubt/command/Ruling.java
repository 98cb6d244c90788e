package redoubt.command;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.command.Decision.Happening;
import redoubt.model.Fact;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;

/**
 * What rules say about a draft.
 *
 * @param state the draft with its computed fields settled; null when refused
 * @param facts milestones that are reached by writing it
 * @param further what happens to other resources because of it
 * @param refusal why it cannot be written; null if it can
 */
public record Ruling<R>(
        @Nullable R state,
        List<Fact<R>> facts,
        List<Happening<?>> further,
        @Nullable Failure refusal) {

    /** It may be written like this. */
    public static <R> Ruling<R> settled(R state) {
        return settled(state, List.of());
    }

    /** It may be written like this, and that is a milestone. */
    public static <R> Ruling<R> settled(R state, List<Fact<R>> facts) {
        return new Ruling<>(state, facts, List.of(), null);
    }

    /** It may not be written. */
    public static <R> Ruling<R> refused(Failure refusal) {
        return new Ruling<>(null, List.of(), List.of(), refusal);
    }

    /** The same, and this happens because of it. */
    public Ruling<R> leadingTo(List<Happening<?>> consequences) {
        return new Ruling<>(state, facts, consequences, refusal);
    }

    /** What is decided when something that is there is written so; nothing happens when nothing is different. */
    public Decision over(Known<R> before) {
        return refusal != null
                ? Decision.refused(refusal)
                : with(
                        before.ref(),
                        Decision.nothing()
                                .andUpdate(before.ref(), Patch.between(before.state(), Objects.requireNonNull(state))));
    }

    /** The decision, and then what the rules say beside it. */
    public Decision with(Ref<R> ref, Decision decision) {
        Decision whole = decision;
        for (Fact<R> fact : facts) {
            whole = whole.and(ref, fact);
        }
        for (Happening<?> consequence : further) {
            whole = whole.and(consequence);
        }
        return whole;
    }
}
