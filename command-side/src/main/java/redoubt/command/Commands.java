package redoubt.command;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.model.Ref;

/**
 * The door of the write side. All events of one call are appended in one transaction or none is. A "no" arrives as
 * {@link redoubt.model.failure.Refused}; a concurrent change of what was looked at is retried three times before it
 * becomes a {@code Conflict} of code {@code concurrent_update}. Never blocks.
 */
public interface Commands {

    /** Does one thing. */
    <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act);

    /**
     * Does several things or none of them; each sees what those before it did. The first that cannot be done fails the
     * call with a {@link redoubt.model.failure.Refused} that tells its index.
     */
    Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts);

    /** Draws an identifier for a resource that is to be created. */
    <R> Ref<R> draw(Class<R> type);

    /** The actions that clients may perform, for routes and documents. */
    List<Behaviour<?, ?, ?>> behaviours();
}
