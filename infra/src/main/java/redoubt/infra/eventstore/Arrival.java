package redoubt.infra.eventstore;

import java.util.Set;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to readers. Its type and tags are known even when its payload cannot be read, so that one bad event
 * stops only those who want it.
 *
 * @param weight characters of JSON, what it costs to keep it in memory
 */
record Arrival(
        long position,
        QualifiedName type,
        Set<Tag> tags,
        int weight,
        @Nullable Logged logged,
        @Nullable UnreadableEvent unreadable) {

    static Arrival of(Logged logged, int weight) {
        return new Arrival(
                logged.position(), logged.message().type().qualifiedName(), logged.tags(), weight, logged, null);
    }

    /** The event, or the failure to read it. */
    Logged readable() {
        if (logged == null) {
            throw unreadable == null ? new IllegalStateException("Nothing is known of event " + position) : unreadable;
        }
        return logged;
    }
}
