package redoubt.infra.eventstore;

import java.util.Set;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventstreaming.Tag;

/** The format cannot read an event of the log; readers fail when they reach it, and would fail there again. */
public final class UnreadableEvent extends RuntimeException {

    private final long position;
    private final MessageType type;
    private final Set<Tag> tags;

    UnreadableEvent(long position, MessageType type, Set<Tag> tags, RuntimeException cause) {
        super("The event at position " + position + ", a " + type + ", cannot be read", cause);
        this.position = position;
        this.type = type;
        this.tags = Set.copyOf(tags);
    }

    /** Where the event stands. */
    public long position() {
        return position;
    }

    /** What it was recorded as. */
    public MessageType type() {
        return type;
    }

    /** The tags it was recorded with. */
    public Set<Tag> tags() {
        return tags;
    }
}
