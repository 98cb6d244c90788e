package redoubt.command;

import redoubt.model.Ref;

/** Something that is asked for. */
public sealed interface Act<R> permits Create, Update, Delete, Perform, Revert {

    /** The resource it is about. */
    Ref<R> target();

    /** Which version of it the client believes to be there. */
    Expected expected();

    /** Its name in events and logs: an imperative and the noun, such as {@code update_risk}. */
    String name();
}
