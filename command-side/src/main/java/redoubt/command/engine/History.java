package redoubt.command.engine;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redoubt.model.Event;
import redoubt.model.Folding;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.model.Unfolding;

/**
 * What the log tells under one tag.
 *
 * @param base what the events before these come to; null if these are all
 */
record History(@Nullable Snapshot<?> base, List<Event<?>> events) {

    /** From how many events on it costs less to keep in mind what they come to than to read them again. */
    private static final int LONG = 8;

    /** The version of the last of them; 0 if there are none. */
    long versions() {
        return events.isEmpty()
                ? base == null
                        ? 0
                        : base.known() == null ? base.events() : base.known().version()
                : events.getLast().envelope().version();
    }

    /** What those events of the resource whose organization is one of these come to; null if it is not there. */
    @SuppressWarnings("unchecked")
    <R> @Nullable Known<R> known(Ref<R> ref, Predicate<String> organizations, Snapshots snapshots) {
        Snapshot<R> beginning = Snapshot.beginning(ref);
        Snapshot<R> from = base == null ? beginning : (Snapshot<R>) base;
        boolean based = organizations.test(String.valueOf(from.organization()));
        List<Event<?>> theirs = events.stream()
                .filter(event -> organizations.test(event.envelope().organization()))
                .toList();
        Folding<R> folding = new Folding<>(based ? from : beginning, snapshots.spacing());
        theirs.forEach(event -> Unfolding.about(ref, event).ifPresent(folding::next));
        // A snapshot stands for everything that happened: where something was left out, there is none to keep.
        boolean whole = theirs.size() == events.size() && (base == null || based);
        // What found no room has to be come by again, so it is not to be passed over.
        boolean kept = folding.due().isEmpty() || (whole && snapshots.keep(folding.due()));
        if (whole && kept && folding.speaksForOne() && theirs.size() >= LONG) {
            snapshots.remember(folding.reached());
        }
        return folding.reached().known();
    }
}
