package redoubt.query.projection;

import java.util.HashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far the tables are.
 *
 * @param position the position of the log that they reflect
 * @param epochs by noun, the position of the last event that changed rows
 * @param repairs how often rows were changed without an event: one that was parked was tried again, or a table made anew
 * @param paused by noun, the position at which a table stands still that is not written
 */
record Mark(long position, Map<String, Long> epochs, long repairs, Map<String, Long> paused) {

    static final Mark NONE = new Mark(0, Map.of(), 0);

    Mark {
        epochs = Map.copyOf(epochs);
        paused = Map.copyOf(paused);
    }

    Mark(long position, Map<String, Long> epochs, long repairs) {
        this(position, epochs, repairs, Map.of());
    }

    Mark moved(long to, Map<String, Long> touched) {
        Map<String, Long> all = new HashMap<>(epochs);
        all.putAll(touched);
        return new Mark(to, all, repairs, paused);
    }

    Mark repaired() {
        return new Mark(position, epochs, repairs + 1, paused);
    }

    Mark paused(Map<String, Long> now) {
        return new Mark(position, epochs, repairs, now);
    }

    /** The form in which nodes tell one another; small enough for a notification with some hundred tables. */
    String text() {
        return "{\"position\":" + position + ",\"repairs\":" + repairs + ",\"epochs\":" + epochsJson() + ",\"paused\":"
                + json(paused) + "}";
    }

    /** Writes down and tells that rows were changed without an event. */
    Mono<Void> record(Session session) {
        return session.run("update read.mark set repairs = " + repairs + " where name = 'read'")
                .then(session.run(session.connection()
                        .createStatement("select pg_notify('" + Batch.CHANNEL + "', $1)")
                        .bind("$1", text())));
    }

    String epochsJson() {
        return json(epochs);
    }

    private static String json(Map<String, Long> positions) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        positions.forEach(node::put);
        return node.toString();
    }

    static Mark parse(String text) {
        JsonNode node = Json.MAPPER.readTree(text);
        return of(
                node.get("position").longValue(),
                node.get("epochs"),
                node.get("repairs").longValue(),
                node.path("paused"));
    }

    static Mark of(long position, JsonNode epochs, long repairs, JsonNode paused) {
        return new Mark(position, positions(epochs), repairs, positions(paused));
    }

    private static Map<String, Long> positions(JsonNode node) {
        Map<String, Long> all = new HashMap<>();
        node.properties().forEach(each -> all.put(each.getKey(), each.getValue().longValue()));
        return all;
    }
}
