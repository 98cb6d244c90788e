package redoubt.infra.sweep;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.sweep.Slot.Where;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for one operation in which everything is the asker's own but what was put in on purpose. */
final class Composer {

    private final Operation operation;
    private final List<Slot> slots;
    private final Tenant own;

    Composer(Operation operation, List<Slot> slots, Tenant own) {
        this.operation = operation;
        this.slots = slots;
        this.own = own;
    }

    /**
     * A request.
     *
     * @param path with everything in place
     * @param body null for none
     * @param headers beside those of the asker
     */
    record Composed(String method, String path, @Nullable String body, Map<String, String> headers) {

        Reply sent(Http http) {
            Http asking = http.with("X-Request-ID", "sweep");
            for (var header : headers.entrySet()) {
                asking = asking.with(header.getKey(), header.getValue());
            }
            return body == null ? asking.send(method, path, BodyPublishers.noBody()) : asking.json(method, path, body);
        }

        /** The same with a further parameter. */
        Composed asking(String name, String value) {
            String sign = path.contains("?") ? "&" : "?";
            return new Composed(method, path + sign + Http.encoded(name) + "=" + Http.encoded(value), body, headers);
        }

        /** The same with a further header. */
        Composed with(String name, String value) {
            Map<String, String> further = new LinkedHashMap<>(headers);
            further.put(name, value);
            return new Composed(method, path, body, further);
        }

        /** The same with an empty form. */
        Composed empty() {
            return new Composed(method, path, body == null ? null : "{}", headers);
        }
    }

    /** A request with nothing of anybody else's in it. */
    Composed plain() {
        return with(Map.of());
    }

    /** A request with a value in one place. */
    Composed with(Slot slot, String value) {
        return with(Map.of(slot, value));
    }

    /** A request with values in some places. */
    Composed with(Map<Slot, String> values) {
        String path = operation.path();
        for (Slot slot : slots) {
            if (slot.where() == Where.PATH) {
                path = path.replace("{" + slot.name() + "}", values.getOrDefault(slot, own.of(slot.noun())));
            }
        }
        Composed composed = new Composed(
                operation.method(), path, operation.hasBody() ? body(values).toString() : null, headers());
        for (Operation.Parameter required : operation.required()) {
            composed = composed.asking(required.name(), example(required));
        }
        for (var value : values.entrySet()) {
            composed = switch (value.getKey().where()) {
                case QUERY -> composed.asking(value.getKey().name(), value.getValue());
                case HEADER -> composed.with(value.getKey().name(), value.getValue());
                case PATH, BODY -> composed;
            };
        }
        // A stream without an end says nothing that this one does not say.
        return operation.id().equals("stream_events")
                ? composed.asking("from", "earliest").asking("until", "head")
                : composed;
    }

    private Map<String, String> headers() {
        return operation.hasBody() ? Map.of("Content-Type", operation.mediaType()) : Map.of();
    }

    /** The example of the document, in which every identifier is one of the asker's own that is not given. */
    private ObjectNode body(Map<Slot, String> values) {
        ObjectNode body = operation.example();
        // The moment in an example may have passed.
        body.remove("expiresAt");
        for (Slot slot : slots) {
            if (slot.where() == Where.BODY) {
                if (values.containsKey(slot)) {
                    put(body, slot, values.get(slot));
                } else if (!slot.noun().equals(Slot.WORD) && stands(body, slot)) {
                    put(body, slot, own.of(slot.noun()));
                }
            }
        }
        return body;
    }

    private static boolean stands(ObjectNode body, Slot slot) {
        ObjectNode holder = holder(body, slot, false);
        return holder != null && holder.has(last(slot));
    }

    private static void put(ObjectNode body, Slot slot, String value) {
        ObjectNode holder = Objects.requireNonNull(holder(body, slot, true));
        if (slot.many()) {
            holder.putArray(last(slot)).add(value);
        } else if (value.matches("\\d+")) {
            holder.put(last(slot), Long.parseLong(value));
        } else {
            holder.put(last(slot), value);
        }
    }

    /** The object that a member belongs to; of a list, the last, which is the one that exists already. */
    private static @Nullable ObjectNode holder(ObjectNode body, Slot slot, boolean make) {
        ObjectNode holder = body;
        String[] steps = slot.name().split("/", -1);
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = holder.path(steps[i]);
            if (next instanceof ArrayNode list && list.get(list.size() - 1) instanceof ObjectNode item) {
                // Whoever has another version in mind would be told that first.
                item.remove("version");
                holder = item;
            } else if (next instanceof ObjectNode object) {
                holder = object;
            } else if (make) {
                holder = holder.putObject(steps[i]);
            } else {
                return null;
            }
        }
        return holder;
    }

    private static String last(Slot slot) {
        return slot.name().substring(slot.name().lastIndexOf('/') + 1);
    }

    /** A value for each parameter that operations can take, as the document gives it. */
    Map<String, String> parameters() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("query")) {
                values.put(parameter.name(), example(parameter));
            }
        }
        return values;
    }

    private static String example(Operation.Parameter parameter) {
        JsonNode example = parameter.schema().path("examples").path(0);
        return example.isArray()
                ? example.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : example.asString("1");
    }
}
