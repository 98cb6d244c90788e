package redoubt.command;

import redoubt.model.Ref;

/**
 * Do something with a resource that a {@link Behaviour} knows.
 *
 * @param target which one
 * @param action the name of the behaviour, such as {@code accept}
 * @param expected which version the client looked at
 * @param form what the client filled in, of the behaviour's input type
 */
public record Perform<R>(Ref<R> target, String action, Expected expected, Form<?> form) implements Act<R> {

    @Override
    public String name() {
        return action + "_" + target.noun();
    }
}
