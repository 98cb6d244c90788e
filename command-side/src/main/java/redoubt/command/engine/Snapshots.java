package redoubt.command.engine;

import java.util.List;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import redoubt.model.Snapshot;

/** Snapshots of resources: they spare a decision the reading of long histories, and change nothing about it. */
public interface Snapshots {

    /** After how many events each there ought to be a snapshot. */
    int spacing();

    /**
     * Has histories of resources that are sourced in this context begin with a snapshot where there is one: a message whose
     * payload is the {@link Snapshot}, before the events after it.
     */
    void use(ProcessingContext context);

    /**
     * Keeps snapshots of one resource that were found missing: later, and only if there is room for it. Never fails.
     *
     * @return whether there was room
     */
    boolean keep(List<? extends Snapshot<?>> missing);

    /** Has the next history of that resource begin here, for as long as this process keeps it in mind. */
    void remember(Snapshot<?> reached);
}
