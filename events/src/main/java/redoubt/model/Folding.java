package redoubt.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fold over the history of one resource, on from a snapshot, noticing on its way the snapshots that were missing.
 * Used by one thread at a time.
 */
public final class Folding<R> {

    private final int spacing;
    private final List<Snapshot<R>> due = new ArrayList<>();
    private Snapshot<R> reached;
    private boolean strangers;

    /**
     * A fold that has not begun.
     *
     * @param from what it goes on from
     * @param spacing after how many events each there ought to be a snapshot
     */
    public Folding(Snapshot<R> from, int spacing) {
        this.reached = from;
        this.spacing = spacing;
    }

    /** What is known after one more event; null if the resource is not there. */
    public @Nullable Known<R> next(Event<R> event) {
        String organization = reached.organization();
        strangers |=
                organization != null && !organization.equals(event.envelope().organization());
        reached = reached.after(event);
        // A snapshot speaks for one organization, so that who reads it knows whose events are in it.
        if (reached.events() % spacing == 0 && speaksForOne()) {
            due.add(reached);
        }
        return reached.known();
    }

    /** Whether all events that it came by belong to one organization. */
    public boolean speaksForOne() {
        return !strangers;
    }

    /** How far it has come. */
    public Snapshot<R> reached() {
        return reached;
    }

    /** The snapshots that ought to be where it has come by, in their order. */
    public List<Snapshot<R>> due() {
        return Collections.unmodifiableList(due);
    }
}
