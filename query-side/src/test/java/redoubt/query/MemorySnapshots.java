package redoubt.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.query.log.Snapshots;

/** Snapshots in memory. */
public final class MemorySnapshots implements Snapshots {

    private final int spacing;
    private final List<Snapshot<?>> kept = new ArrayList<>();

    /** None yet, and one wanted after so many events each. */
    public MemorySnapshots(int spacing) {
        this.spacing = spacing;
    }

    /** All there are. */
    public List<Snapshot<?>> kept() {
        return List.copyOf(kept);
    }

    /** Those that stand for positions after one are wrong from now on. */
    public void spoilAfter(long position) {
        kept.replaceAll(snapshot -> snapshot.position() > position ? spoilt(snapshot) : snapshot);
    }

    private static <R> Snapshot<R> spoilt(Snapshot<R> snapshot) {
        Known<R> known = snapshot.known();
        return new Snapshot<>(
                snapshot.ref(),
                snapshot.events(),
                snapshot.position(),
                snapshot.organization(),
                known == null
                        ? null
                        : new Known<>(
                                known.ref(),
                                known.state(),
                                known.version(),
                                known.createdAt(),
                                known.updatedAt(),
                                "wrong",
                                "wrong"));
    }

    @Override
    public int spacing() {
        return spacing;
    }

    /** The latest of them that stands for no event after a position, and for fewer than so many. */
    @SuppressWarnings("unchecked")
    public <R> Optional<Snapshot<R>> find(Ref<R> ref, long until, long fewer) {
        return kept.stream()
                .filter(each -> each.ref().equals(ref) && each.position() <= until && each.events() < fewer)
                .max(Comparator.comparingLong(Snapshot::position))
                .map(each -> (Snapshot<R>) each);
    }

    @Override
    public boolean keep(List<? extends Snapshot<?>> missing) {
        return kept.addAll(missing);
    }
}
