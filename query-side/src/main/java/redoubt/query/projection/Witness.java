package redoubt.query.projection;

import java.time.Instant;
import java.util.List;
import redoubt.model.Event;

/** Is told what has been written into the tables. Called by whoever wrote, between one write and the next: it must not wait. */
@FunctionalInterface
public interface Witness {

    /** Nobody looks. */
    Witness NONE = (_, _) -> {};

    /**
     * These events have been written together, and can be read.
     *
     * @param since when the writing of them began
     */
    void wrote(List<Event<?>> events, Instant since);
}
