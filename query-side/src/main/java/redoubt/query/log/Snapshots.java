package redoubt.query.log;

import java.util.List;
import redoubt.model.Snapshot;

/** Snapshots of resources: they spare a reader long histories, and say nothing that the log does not say. */
public interface Snapshots {

    /** No snapshots: every history is read from its beginning. */
    Snapshots NONE = new Snapshots() {
        @Override
        public int spacing() {
            return Integer.MAX_VALUE;
        }

        @Override
        public boolean keep(List<? extends Snapshot<?>> missing) {
            return false;
        }
    };

    /** After how many events each there ought to be a snapshot. */
    int spacing();

    /**
     * Keeps snapshots of one resource that were found missing: later, and only if there is room for it. Never fails.
     *
     * @return whether there was room
     */
    boolean keep(List<? extends Snapshot<?>> missing);
}
