package redoubt.command.engine;

import java.util.List;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import redoubt.model.Snapshot;

/** Snapshots of resources: they spare a decision the reading of long histories, and change nothing about it. */
public interface Snapshots {

    /** No snapshots: every history is read from its beginning. */
    Snapshots NONE = new Snapshots() {
        @Override
        public int spacing() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void use(ProcessingContext context) {
            // There is nothing to begin with.
        }

        @Override
        public void keep(List<? extends Snapshot<?>> missing) {
            // Nowhere to keep them.
        }
    };

    /** After how many events each there ought to be a snapshot. */
    int spacing();

    /**
     * Has histories of resources that are sourced in this context begin with a snapshot where there is one: a message whose
     * payload is the {@link Snapshot}, before the events after it.
     */
    void use(ProcessingContext context);

    /** Keeps snapshots of one resource that were found missing: later, and only if there is room for it. Never fails. */
    void keep(List<? extends Snapshot<?>> missing);
}
