package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.Patch;
import redoubt.model.failure.Complaints;

/**
 * The fields a client sent, not yet judged. They are read when it is decided, perhaps more than once; what they say of
 * time counts from then.
 */
@FunctionalInterface
public interface Submission<R> {

    /**
     * The new values, as far as they could be understood.
     *
     * @param current the state they will be put into, for values that are merged; null when creating
     * @param complaints receives, by camelCase path, what could not be understood
     */
    Patch<R> read(@Nullable R current, Complaints complaints);

    /** A submission that holds exactly these values. */
    static <R> Submission<R> of(Patch<R> patch) {
        return (current, complaints) -> patch;
    }
}
