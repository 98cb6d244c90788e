package redoubt.api.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.route.Content;

/** What events look like, for documents. */
final class Example {

    private static final String RISK = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";
    private static final String ENVELOPE = "{\"type\":\"risk.updated\",\"timestamp\":\"2026-08-08T14:43:12.123456Z\","
            + "\"data\":{\"id\":\"" + RISK + "\"},\"schema_version\":1,\"position\":10482,"
            + "\"resource\":{\"type\":\"risk\",\"id\":\"" + RISK + "\",\"version\":2},"
            + "\"folder\":\"0190b6f0-0000-7000-8000-0000000000f0\","
            + "\"actor\":{\"type\":\"user\",\"id\":\"0190b6f0-2222-7aaa-8aaa-0123456789ab\"},"
            + "\"correlation_id\":\"ci-4711\"}";

    static final String STREAM = "retry: 3000\n\nid: 10481\nevent: stream.ready\n"
            + "data: {\"after\":10481,\"head\":10482,\"heartbeat_seconds\":15,\"filters\":{\"types\":[\"risk.*\"]}}\n\n"
            + "id: 10482\nevent: risk.updated\ndata: " + ENVELOPE + "\n\n"
            + "event: stream.caught_up\ndata: {\"position\":10482}\n\n: hb 2026-08-08T14:43:27Z\n\n";

    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> PERHAPS = Map.of("type", List.of("string", "null"));
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");

    private Example() {}

    /** The envelope of one event. */
    static Content envelope() {
        return new Content.Formed("Event", schema(), example());
    }

    /** Several of them. */
    static Content batch() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("results", Map.of("type", "array", "items", schema()));
        members.put("next_after", NUMBER);
        members.put("head", NUMBER);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("results", List.of(example()));
        told.put("next_after", 10_482);
        told.put("head", 10_482);
        return new Content.Formed("EventBatch", object(members), told);
    }

    private static Map<String, Object> schema() {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", TEXT);
        resource.put("id", TEXT);
        resource.put("version", NUMBER);
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("type", TEXT);
        actor.put("id", PERHAPS);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TEXT);
        members.put("timestamp", Map.of("type", "string", "format", "date-time"));
        members.put(
                "data",
                Map.of(
                        "type",
                        "object",
                        "description",
                        "The resource as it was after the event; left out on request."));
        members.put("schema_version", NUMBER);
        members.put("position", NUMBER);
        members.put("resource", object(resource));
        members.put("folder", PERHAPS);
        members.put("actor", object(actor));
        members.put("correlation_id", PERHAPS);
        return Map.of(
                "type",
                "object",
                "properties",
                members,
                "required",
                members.keySet().stream().filter(name -> !name.equals("data")).toList());
    }

    private static Map<String, Object> object(Map<String, Object> members) {
        return Map.of("type", "object", "properties", members, "required", List.copyOf(members.keySet()));
    }

    private static Map<String, Object> example() {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", "risk");
        resource.put("id", RISK);
        resource.put("version", 2);
        Map<String, Object> actor = new LinkedHashMap<>();
        actor.put("type", "user");
        actor.put("id", "0190b6f0-2222-7aaa-8aaa-0123456789ab");
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("type", "risk.updated");
        envelope.put("timestamp", "2026-08-08T14:43:12.123456Z");
        envelope.put("data", Map.of("id", RISK));
        envelope.put("schema_version", 1);
        envelope.put("position", 10_482);
        envelope.put("resource", resource);
        envelope.put("folder", "0190b6f0-0000-7000-8000-0000000000f0");
        envelope.put("actor", actor);
        envelope.put("correlation_id", "ci-4711");
        return envelope;
    }
}
