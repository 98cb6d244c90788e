package redoubt.api.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.model.wire.Identifiers;

/** What may be asked of the deliveries of an endpoint. */
final class DeliveryList {

    private static final Map<String, String> SIGNS = Map.of("gte", ">=", "gt", ">", "lte", "<=", "lt", "<");
    private static final List<String> ORDERS = List.of("created_at", "next_attempt_at", "position");
    private static final Map<String, String> COLUMNS =
            Map.of("trigger", "cause", "event_type", "type", "resource_id", "resource", "next_attempt_at", "next_at");
    private static final Map<String, Object> TEXT = Map.of("type", "string");
    private static final Map<String, Object> MOMENT = Map.of("type", "string", "format", "date-time");
    private static final Map<String, Object> NUMBER = Map.of("type", "integer");

    private DeliveryList() {}

    /** The parameters, for documents. */
    static List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                words("state", Delivery.State.values()),
                words("trigger", Delivery.Trigger.values()),
                Parameter.query(
                        "event_type",
                        "Only of these events, separated by commas.",
                        list(TEXT),
                        List.of("risk.created")),
                Parameter.query(
                        "resource_id",
                        "Only of these resources.",
                        list(Map.of("type", "string", "format", "uuid")),
                        List.of(DeliveryForms.SOME_ID)),
                Parameter.query("status", "Only with these statuses of the last answer.", list(NUMBER), List.of(503)),
                Parameter.query(
                        "ordering",
                        "By created_at, next_attempt_at or position; a dash before it turns it around.",
                        TEXT,
                        "-created_at")));
        for (String sign : List.of("gte", "gt", "lte", "lt")) {
            all.add(Parameter.query("created_at__" + sign, "Compares when it began.", MOMENT, "2026-08-08T00:00:00Z"));
            all.add(Parameter.query("position__" + sign, "Compares the position of the event.", NUMBER, 10_482));
        }
        return all;
    }

    private static Parameter words(String name, Enum<?>[] values) {
        List<String> words = Arrays.stream(values)
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return Parameter.query(
                name,
                "Only with these values, separated by commas.",
                list(Map.of("type", "string", "enum", words)),
                List.of(words.getFirst()));
    }

    private static Map<String, Object> list(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    /** What a request asks for; complaints go to its parameters. */
    static Deliveries.Asked read(Parameters parameters) {
        Map<String, List<String>> equal = new LinkedHashMap<>();
        choice("state", Delivery.State.values(), parameters, equal);
        choice("trigger", Delivery.Trigger.values(), parameters, equal);
        put("event_type", parameters.list("event_type"), equal);
        List<String> resources = parameters.list("resource_id");
        resources.stream()
                .filter(id -> Identifiers.read(id).isEmpty())
                .forEach(id -> parameters.complaints().add("resource_id", "\"" + id + "\" is not an identifier."));
        put("resource_id", resources, equal);
        List<String> statuses = parameters.list("status");
        statuses.stream()
                .filter(status -> !status.matches("\\d{1,3}"))
                .forEach(status -> parameters.complaints().add("status", "\"" + status + "\" is not a status."));
        put("status", statuses, equal);
        Map<String, Object> ranges = new LinkedHashMap<>();
        SIGNS.forEach((name, sign) -> {
            Instant at = parameters.moment("created_at__" + name);
            if (at != null) {
                ranges.put("created_at " + sign, at);
            }
            long position = parameters.position("position__" + name, -1);
            if (position >= 0) {
                ranges.put("position " + sign, position);
            }
        });
        String order = parameters.one("ordering");
        return asked(equal, ranges, order == null ? "-created_at" : order, parameters);
    }

    private static Deliveries.Asked asked(
            Map<String, List<String>> equal, Map<String, Object> ranges, String order, Parameters parameters) {
        boolean falling = order.startsWith("-");
        String name = falling ? order.substring(1) : order;
        if (!ORDERS.contains(name)) {
            parameters.complaints().add("ordering", "Choose from " + String.join(", ", ORDERS) + ".");
        }
        return new Deliveries.Asked(equal, ranges, COLUMNS.getOrDefault(name, name), falling);
    }

    private static void choice(String name, Enum<?>[] values, Parameters parameters, Map<String, List<String>> equal) {
        List<String> asked = parameters.list(name);
        for (String each : asked) {
            if (constant(each, values) == null) {
                parameters.complaints().add(name, "\"" + each + "\" is not one of its values.");
            }
        }
        put(name, asked, equal);
    }

    private static @Nullable Enum<?> constant(String word, Enum<?>[] values) {
        return Arrays.stream(values)
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static void put(String name, List<String> values, Map<String, List<String>> equal) {
        if (!values.isEmpty()) {
            equal.put(COLUMNS.getOrDefault(name, name), values);
        }
    }
}
