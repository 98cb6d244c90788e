package redoubt.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.model.Change;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Updated;
import redoubt.model.failure.Failure;

/** What was decided: changes and an answer, or a refusal. A value; deciding changes nothing. */
public final class Decision {

    /** Within an answer: stands for the target as it is afterwards. */
    public static final Object TARGET = new Object();

    private final List<Happening<?>> happenings;
    private final @Nullable Object answer;
    private final @Nullable Failure refusal;

    private Decision(List<Happening<?>> happenings, @Nullable Object answer, @Nullable Failure refusal) {
        this.happenings = List.copyOf(happenings);
        this.answer = answer;
        this.refusal = refusal;
    }

    /** A change of one resource, not yet recorded. */
    public record Happening<R>(Ref<R> ref, Change<R> change) {}

    /** Nothing happens. */
    public static Decision nothing() {
        return new Decision(List.of(), null, null);
    }

    /** No. */
    public static Decision refused(Failure failure) {
        return new Decision(List.of(), null, failure);
    }

    /** One thing happens. */
    public static <R> Decision of(Ref<R> ref, Change<R> change) {
        return nothing().and(ref, change);
    }

    /** This and one more thing happen. */
    public <R> Decision and(Ref<R> ref, Change<R> change) {
        return and(new Happening<>(ref, change));
    }

    /** This and one more thing happen. */
    public Decision and(Happening<?> happening) {
        List<Happening<?>> more = new ArrayList<>(happenings);
        more.add(happening);
        return new Decision(more, answer, refusal);
    }

    /** This and an update happen, unless the patch is empty. */
    public <R> Decision andUpdate(Ref<R> ref, Patch<R> patch) {
        return patch.isEmpty() ? this : and(ref, new Updated<>(patch));
    }

    /** This and all that happens there happen. */
    public Decision andAll(Decision other) {
        List<Happening<?>> more = new ArrayList<>(happenings);
        more.addAll(other.happenings());
        return new Decision(more, answer, refusal);
    }

    /** The same, with something to tell. */
    public Decision answering(Object answer) {
        return new Decision(happenings, answer, refusal);
    }

    /** What happens, in order. */
    public List<Happening<?>> happenings() {
        return happenings;
    }

    /** What is told beside it. */
    public @Nullable Object answer() {
        return answer;
    }

    /** Why not, if not. */
    public Optional<Failure> refusal() {
        return Optional.ofNullable(refusal);
    }
}
