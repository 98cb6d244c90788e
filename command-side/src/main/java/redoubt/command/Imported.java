package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;

/** What is told of an import while it goes on. */
public sealed interface Imported {

    /**
     * What was decided about a row.
     *
     * @param index which one, from 0
     * @param ref under which identifier it will be created
     * @param refusal why it cannot be; null if it can
     */
    record Judged(long index, Ref<?> ref, @Nullable Failure refusal) implements Imported {}

    /**
     * All rows were created.
     *
     * @param position the position of the last event
     */
    record Created(long position) implements Imported {}
}
