package redoubt.query.chain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.Envelope;
import redoubt.model.EventName;
import redoubt.model.wire.Json;
import redoubt.model.wire.Metadata;
import redoubt.model.wire.Moments;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What of an event is sealed: what happened, to what, when, by whom and why. */
public final class Core {

    private Core() {}

    /**
     * The core of an event as it is stored, whether this program knows its type or not.
     *
     * @param position its place in the log
     * @param id its identifier
     * @param type its name
     * @param schema the version of its payload
     * @param metadata what stands beside the payload, read with the instant at which the event was recorded
     * @param data the payload as it is stored
     * @throws IllegalArgumentException if the metadata are not those of an event
     */
    public static ObjectNode of(long position, String id, String type, int schema, Stored metadata, JsonNode data) {
        Envelope envelope = Metadata.read(metadata.map(), metadata.at());
        ObjectNode core = Json.MAPPER.createObjectNode();
        core.put("position", position);
        core.put("id", id);
        core.put("type", type);
        core.put("schema_version", schema);
        ObjectNode resource = core.putObject("resource");
        resource.put("type", EventName.noun(type));
        resource.put("id", Metadata.resource(metadata.map()));
        resource.put("version", envelope.version());
        put(core, "folder", envelope.folder());
        core.put("recorded_at", Moments.print(envelope.at()));
        ObjectNode actor = core.putObject("actor");
        actor.put("type", envelope.actor().type().name().toLowerCase(Locale.ROOT));
        put(actor, "id", envelope.actor().user());
        put(actor, "token_id", envelope.actor().token());
        core.put("command", envelope.command());
        put(core, "correlation_id", envelope.correlation());
        put(core, "causation_id", envelope.causation());
        core.set("data", data);
        return core;
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value == null) {
            object.putNull(name);
        } else {
            object.put(name, value);
        }
    }

    /**
     * The envelope of an event as it is stored.
     *
     * @param map by name
     * @param at when the event was recorded
     */
    public record Stored(Map<String, String> map, Instant at) {

        /**
         * The same from the text that it is kept as.
         *
         * @throws IllegalArgumentException if that is no JSON
         */
        public static Stored read(String metadata, Instant at) {
            Map<String, String> map = new HashMap<>();
            try {
                for (Map.Entry<String, JsonNode> member :
                        Json.MAPPER.readTree(metadata).properties()) {
                    if (member.getValue().isString()) {
                        map.put(member.getKey(), member.getValue().stringValue());
                    }
                }
            } catch (JacksonException unreadable) {
                throw new IllegalArgumentException("What stands beside an event is not JSON", unreadable);
            }
            return new Stored(map, at);
        }
    }
}
