package redoubt.command.engine;

import java.util.Objects;
import java.util.Set;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Field;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.Metadata;

/** Events of the model as messages of Axon, and back. */
public final class Messages {

    private final Catalogue catalogue;
    private final EventJson json;

    /** Speaks of the resources of that catalogue. */
    public Messages(Catalogue catalogue, EventJson json) {
        this.catalogue = catalogue;
        this.json = json;
    }

    /** The event as a message that carries its tags. */
    EventMessage write(Event<?> event, Set<Tag> tags) {
        return new LabelledMessage(
                event.id(),
                new MessageType(event.name(), Integer.toString(event.schema())),
                event.change(),
                Metadata.write(event.ref(), event.envelope()),
                event.envelope().at(),
                tags);
    }

    /**
     * A recorded message as an event.
     *
     * @param position its place in the log, 0 if it does not matter
     */
    public Event<?> read(EventMessage message, long position) {
        String name = message.type().name();
        Shape<?> shape = catalogue
                .resource(EventName.noun(name))
                .orElseThrow(() -> new IllegalArgumentException("An event of an unknown resource: " + name));
        return read(message, position, shape);
    }

    @SuppressWarnings("unchecked")
    private <R> Event<R> read(EventMessage message, long position, Shape<R> shape) {
        Ref<R> ref = shape.ref(Metadata.resource(message.metadata()));
        return new Event<>(
                position,
                message.identifier(),
                message.type().name(),
                Integer.parseInt(message.type().version()),
                ref,
                (Change<R>) Objects.requireNonNull(message.payload()),
                Metadata.read(message.metadata(), message.timestamp()));
    }

    /** The tag of every event that made or gave up a pointer at something through a field. */
    public static Tag pointing(Field<?, ?> field, Ref<?> target) {
        return Tags.pointing(field, target);
    }

    /** The schema version in which events of that name are written. */
    int schema(String name) {
        return json.version(name);
    }

    /** The tag of every event that made or gave up a pointer at something through a field. */
    public static Tag pointing(Field<?, ?> field, Ref<?> target) {
        return Tags.pointing(field, target);
    }
}
