package redoubt.model.wire;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.Envelope;
import redoubt.model.Envelope.Actor;
import redoubt.model.Ref;

/** The envelope of an event as the flat map of texts that the log keeps beside the payload. */
public final class Metadata {

    /** Under what the map has the identifier of the user who acted, if it was one. */
    public static final String ACTOR = "actor";

    private static final String TRACE = "trace";

    private Metadata() {}

    /** The map that says which resource an event happened to, and everything of its envelope but the instant. */
    public static Map<String, String> write(Ref<?> ref, Envelope envelope) {
        Map<String, String> map = new HashMap<>();
        map.put("resource", ref.id());
        map.put("version", Long.toString(envelope.version()));
        map.put("actor_type", envelope.actor().type().name().toLowerCase(Locale.ROOT));
        put(map, ACTOR, envelope.actor().user());
        put(map, "token", envelope.actor().token());
        map.put("organization", envelope.organization());
        put(map, "folder", envelope.folder());
        map.put("command", envelope.command());
        put(map, "correlation", envelope.correlation());
        put(map, "causation", envelope.causation());
        put(map, TRACE, envelope.trace());
        put(map, "label", envelope.label());
        return map;
    }

    /** The identifier of the resource the event happened to. */
    public static String resource(Map<String, String> map) {
        return required(map, "resource");
    }

    /** The {@code traceparent} of the command that made the event; null if it is part of no trace. */
    public static @Nullable String trace(Map<String, String> map) {
        return map.get(TRACE);
    }

    /** The envelope, given the instant at which the log recorded the event. */
    public static Envelope read(Map<String, String> map, Instant at) {
        return new Envelope(
                Long.parseLong(required(map, "version")),
                at,
                new Actor(
                        Actor.Type.valueOf(required(map, "actor_type").toUpperCase(Locale.ROOT)),
                        map.get(ACTOR),
                        map.get("token")),
                required(map, "organization"),
                map.get("folder"),
                required(map, "command"),
                map.get("correlation"),
                map.get("causation"),
                map.get(TRACE),
                map.get("label"));
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static String required(Map<String, String> map, String key) {
        String value = map.get(key);
        if (value == null) {
            throw new IllegalArgumentException("An event without " + key);
        }
        return value;
    }
}
