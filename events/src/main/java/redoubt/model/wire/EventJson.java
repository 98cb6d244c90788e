package redoubt.model.wire;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.EventName;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.failure.Complaints;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payloads of events to JSON and back. A created or deleted resource is written without its empty fields; an update
 * holds exactly the fields that changed, null for those that lost their value. Old schema versions are lifted by
 * {@link Upcast}s before they are bound. Members that no longer exist are ignored: new code reads every old event.
 */
public final class EventJson {

    private final Catalogue catalogue;
    private final Map<String, Upcast> upcasts = new HashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Memory memory;

    /** Remembers what payloads said, so that large ones are not read again and again. Safe for any thread. */
    @FunctionalInterface
    public interface Memory {

        /** Remembers nothing. */
        Memory NONE = (name, json, reading) -> reading.get();

        /**
         * What a payload says.
         *
         * @param name of the event, with the version of its schema
         * @param json its payload
         * @param reading reads it, if that has not been done
         */
        Change<?> recall(String name, String json, Supplier<Change<?>> reading);
    }

    /** Knows every event of the catalogue, at version 1 plus the upcasts given for it. */
    public EventJson(Catalogue catalogue, List<Upcast> upcasts) {
        this(catalogue, upcasts, Memory.NONE);
    }

    /** The same, with a memory. */
    public EventJson(Catalogue catalogue, List<Upcast> upcasts, Memory memory) {
        this.catalogue = catalogue;
        this.memory = memory;
        for (Upcast upcast : upcasts) {
            this.upcasts.put(upcast.name() + "#" + upcast.from(), upcast);
            this.versions.merge(upcast.name(), upcast.from() + 1, Math::max);
        }
    }

    /** The schema version in which events of that name are written today. */
    public int version(String name) {
        return versions.getOrDefault(name, 1);
    }

    /** The payload as JSON text. */
    public String write(Change<?> change) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = Json.MAPPER.createGenerator(text)) {
            switch (change) {
                case Created<?> created -> state(created.state(), out);
                case Deleted<?> deleted -> state(deleted.last(), out);
                case Updated<?> updated -> patch(updated.patch(), out);
                case Fact<?> fact -> Codec.<Object>of(fact.getClass()).write(fact, out, Naming.EVENT);
            }
        }
        return text.toString();
    }

    /**
     * Reads a payload.
     *
     * @throws IllegalArgumentException if the text is not such an event
     */
    public Change<?> read(String name, int version, String json) {
        if (version > version(name)) {
            throw new IllegalArgumentException(
                    name + " of version " + version + " was written by a newer Redoubt than this one");
        }
        return memory.recall(name + "#" + version, json, () -> readAnew(name, version, json));
    }

    private Change<?> readAnew(String name, int version, String json) {
        ObjectNode payload = parse(name, json);
        for (int from = version; from < version(name); from++) {
            Upcast upcast = upcasts.get(name + "#" + from);
            if (upcast == null) {
                throw new IllegalArgumentException("No upcast for " + name + " from version " + from);
            }
            payload = upcast.change().apply(payload);
        }
        Class<?> fact = catalogue.facts().get(name);
        if (fact != null) {
            return (Change<?>) bind(Shape.of(fact), payload).create();
        }
        Shape<?> shape = catalogue
                .resource(EventName.noun(name))
                .orElseThrow(() -> new IllegalArgumentException("Unknown event " + name));
        return change(name.substring(name.indexOf('.') + 1), shape, payload)
                .orElseThrow(() -> new IllegalArgumentException("Unknown event " + name));
    }

    private static ObjectNode parse(String name, String json) {
        try {
            if (Json.MAPPER.readTree(json) instanceof ObjectNode payload) {
                return payload;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("A recorded " + name + " is not JSON", e);
        }
        throw new IllegalArgumentException("A recorded " + name + " is not an object");
    }

    private static <R> Optional<Change<R>> change(String participle, Shape<R> shape, ObjectNode payload) {
        Patch<R> values = bind(shape, payload);
        return Optional.ofNullable(
                switch (participle) {
                    case "created" -> new Created<>(values.create());
                    case "updated" -> new Updated<>(values);
                    case "deleted" -> new Deleted<>(values.create());
                    default -> null;
                });
    }

    private static <R> Patch<R> bind(Shape<R> shape, ObjectNode payload) {
        Complaints complaints = new Complaints();
        Patch<R> patch = Patch.of(shape.type());
        for (Field<R, ?> field : shape.fields()) {
            JsonNode node = payload.get(Naming.EVENT.member(field.name()));
            if (node != null) {
                Object value = node.isNull()
                        ? null
                        : Codec.<Object>of(field.type()).read(node, Naming.EVENT, field.name(), complaints);
                patch = patch.with(field, value);
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(
                    "A recorded " + shape.type().getSimpleName() + " cannot be read: " + complaints.toFailure());
        }
        return patch;
    }

    private static <R> void state(R resource, JsonGenerator out) {
        @SuppressWarnings("unchecked")
        Shape<R> shape = Shape.of((Class<R>) resource.getClass());
        out.writeStartObject();
        for (Field<R, ?> field : shape.fields()) {
            Object value = field.of(resource);
            if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
                member(field, value, out);
            }
        }
        out.writeEndObject();
    }

    private static void patch(Patch<?> patch, JsonGenerator out) {
        out.writeStartObject();
        patch.forEach((field, value) -> member(field, value, out));
        out.writeEndObject();
    }

    private static void member(Field<?, ?> field, @Nullable Object value, JsonGenerator out) {
        out.writeName(Naming.EVENT.member(field.name()));
        Codec.<Object>of(field.type()).writeNullable(value, out, Naming.EVENT);
    }
}
