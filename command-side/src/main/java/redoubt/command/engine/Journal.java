package redoubt.command.engine;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import redoubt.command.Instruction;
import redoubt.model.failure.Failure;

/** What the write path needs of the event store beyond Axon's own interfaces. */
public interface Journal {

    /** Claims the key in the same transaction as the events of this context. */
    void claim(ProcessingContext context, Instruction.Key key);

    /** Has everything looked at in this context read anew, past any memory of what was read before. */
    void lookAnew(ProcessingContext context);

    /** Where and when the events of a committed context were recorded; empty if it had none. */
    Optional<Recorded> recorded(ProcessingContext context);

    /** Whether the failure says that something looked at has changed meanwhile, so that deciding anew makes sense. */
    boolean conflict(Throwable failure);

    /** What the failure means for the client; empty for bugs. */
    Optional<Failure> explain(Throwable failure);

    /**
     * Where the events of one command stand.
     *
     * @param first the position of its first event
     * @param last the position of its last event
     * @param at when they were recorded, by the clock of the log
     */
    record Recorded(long first, long last, Instant at) {}
}
