package redoubt.command.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** An event on its way to the log, with the tags it shall have: they depend on states that the payload alone hides. */
final class LabelledMessage extends GenericEventMessage {

    private final Set<Tag> tags;

    LabelledMessage(
            String identifier,
            MessageType type,
            Object payload,
            Map<String, String> metadata,
            Instant timestamp,
            Set<Tag> tags) {
        super(identifier, type, payload, metadata, timestamp);
        this.tags = Set.copyOf(tags);
    }

    Set<Tag> tags() {
        return tags;
    }
}
