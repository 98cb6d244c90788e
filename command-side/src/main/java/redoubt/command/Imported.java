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
     * All rows were created, one event right behind the other.
     *
     * @param first the position of the first event
     * @param position that of the last one
     */
    record Created(long first, long position) implements Imported {}
}
