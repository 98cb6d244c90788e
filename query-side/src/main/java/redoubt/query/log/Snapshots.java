package redoubt.query.log;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.model.Ref;
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
        public <R> Mono<Snapshot<R>> find(Ref<R> ref, long until, long fewer) {
            return Mono.empty();
        }

        @Override
        public void keep(List<? extends Snapshot<?>> missing) {
            // Nowhere to keep them.
        }
    };

    /** After how many events each there ought to be a snapshot. */
    int spacing();

    /**
     * The latest snapshot of a resource, empty if there is none.
     *
     * @param until the last position it may stand for
     * @param fewer how many events it must stand for fewer than
     */
    <R> Mono<Snapshot<R>> find(Ref<R> ref, long until, long fewer);

    /** Keeps snapshots of one resource that were found missing: later, and only if there is room for it. Never fails. */
    void keep(List<? extends Snapshot<?>> missing);
}
