package redoubt.infra.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What rows mean to whoever filters and orders them, worked out from their JSON alone. */
final class Rows {

    private static final List<String> SIZES = List.of("XS", "S", "M", "L", "XL");

    private Rows() {}

    /** The values that a row has for a criterion; none if it is empty. */
    static List<String> values(JsonNode row, String criterion) {
        JsonNode value =
                switch (criterion) {
                    case "folder_exact" -> row.path("folder");
                    case "applied_controls" -> row.path("applied_controls");
                    case "acceptance_expires_on" -> row.path("acceptance").path("expires_on");
                    default -> row.path(criterion);
                };
        List<String> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> values.add(element.asString()));
        } else if (!value.isNull() && !value.isMissingNode()) {
            values.add(value.asString());
        }
        return values;
    }

    /** The order of a list; rows without a value come last either way, and equals by their identifier. */
    static Comparator<JsonNode> by(String ordering, boolean descending) {
        Comparator<JsonNode> order =
                switch (ordering) {
                    case "severity" -> by("severity_rank").thenComparing(by("severity_level"));
                    case "folder" -> Comparator.comparing(_ -> 0);
                    case "effort" ->
                        Comparator.comparing(
                                row -> SIZES.indexOf(row.path("effort").asString("")));
                    default -> by(ordering);
                };
        Comparator<JsonNode> directed = descending ? order.reversed() : order;
        return Comparator.comparing((JsonNode row) -> empty(row, ordering))
                .thenComparing(directed)
                .thenComparing(row -> row.path("id").asString());
    }

    /** Compares two values as their kind is compared. */
    static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return folded(one.asString()).compareTo(folded(other.asString()));
    }

    private static Comparator<JsonNode> by(String member) {
        return Comparator.comparing(
                (JsonNode row) -> value(row, member), Comparator.nullsLast((one, other) -> compare(one, other)));
    }

    private static boolean empty(JsonNode row, String ordering) {
        return !ordering.equals("folder") && value(row, ordering) == null;
    }

    private static @Nullable JsonNode value(JsonNode row, String member) {
        JsonNode value = row.path(member);
        return value.isNull() || value.isMissingNode() ? null : value;
    }

    private static String folded(String text) {
        return Objects.requireNonNull(text)
                .codePoints()
                .mapToObj(Character::toString)
                .map(letter -> letter.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
