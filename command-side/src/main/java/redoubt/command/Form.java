package redoubt.command;

import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Failure;

/**
 * The input of an action as it arrived: either what it says or what is wrong with it. It is judged only after the
 * caller's rights, so that nobody learns about inputs of things they may not touch.
 *
 * @param input what it says; null if it is wrong
 * @param invalid what is wrong with it; null if nothing is
 */
public record Form<I>(@Nullable I input, Failure.@Nullable Invalid invalid) {

    /** A form that is filled in well. */
    public static <I> Form<I> of(I input) {
        return new Form<>(input, null);
    }

    /** A form that is not. */
    public static <I> Form<I> wrong(Failure.Invalid invalid) {
        return new Form<>(null, invalid);
    }
}
