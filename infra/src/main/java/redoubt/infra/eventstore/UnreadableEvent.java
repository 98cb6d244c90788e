package redoubt.infra.eventstore;

import org.axonframework.messaging.core.MessageType;

/** The format cannot read an event of the log; readers fail when they reach it, and would fail there again. */
public final class UnreadableEvent extends RuntimeException {

    private final long position;

    UnreadableEvent(long position, MessageType type, RuntimeException cause) {
        super("The event at position " + position + ", a " + type + ", cannot be read", cause);
        this.position = position;
    }

    /** Where the event stands. */
    public long position() {
        return position;
    }
}
