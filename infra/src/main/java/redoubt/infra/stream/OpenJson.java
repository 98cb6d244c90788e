package redoubt.infra.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.stream.Open;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Open streams as nodes tell one another of them. */
final class OpenJson {

    private OpenJson() {}

    static String text(List<Open> streams) {
        ArrayNode all = Json.MAPPER.createArrayNode();
        streams.forEach(open -> {
            ObjectNode node = all.addObject();
            node.put("id", open.id());
            node.put("organization", open.organization());
            node.put("user", open.user());
            node.put("since", open.since().toString());
            node.put("position", open.position());
            node.put("remote", open.remote());
            ObjectNode filters = node.putObject("filters");
            open.filters().forEach((name, values) -> {
                ArrayNode list = filters.putArray(name);
                values.forEach(list::add);
            });
        });
        return all.toString();
    }

    static List<Open> read(String text) {
        List<Open> streams = new ArrayList<>();
        Json.MAPPER.readTree(text).forEach(node -> streams.add(open(node)));
        return streams;
    }

    private static Open open(JsonNode node) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        node.path("filters").properties().forEach(filter -> {
            List<String> values = new ArrayList<>();
            filter.getValue().forEach(value -> values.add(value.stringValue()));
            filters.put(filter.getKey(), values);
        });
        JsonNode remote = node.path("remote");
        return new Open(
                node.path("id").stringValue(),
                node.path("organization").stringValue(),
                node.path("user").stringValue(),
                Instant.parse(node.path("since").stringValue()),
                node.path("position").longValue(),
                filters,
                remote.isNull() ? null : remote.stringValue());
    }
}
