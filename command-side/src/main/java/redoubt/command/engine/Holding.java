package redoubt.command.engine;

import org.axonframework.messaging.eventstreaming.Tag;
import redoubt.model.Field;

/** Where in the log it stands who has a unique value, for readers of the log that decide nothing. */
public final class Holding {

    private Holding() {}

    /** The tag of everything that ever took or freed a value that is unique in the whole organization. */
    public static Tag of(Field<?, ?> unique, String value) {
        return Tags.holding(unique, null, value);
    }
}
