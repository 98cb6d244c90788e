package redoubt.api.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Spelled;
import redoubt.api.resource.JsonReading;
import redoubt.model.Kind;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns that a table of resources may have, and what their cells mean. */
final class Columns {

    private final JsonReading<?> reading;

    Columns(JsonReading<?> reading) {
        this.reading = reading;
    }

    /**
     * A column of a file.
     *
     * @param member the member it holds
     * @param kind of its values; null if clients only see the member, so that it is passed over
     * @param choices the values it can take; empty if it can take others
     */
    record Column(String member, @Nullable Kind kind, List<String> choices) {}

    /**
     * The columns that a head names: by the names of members, in whatever case, with spaces or underscores.
     *
     * @throws Refused if one of them is unknown, or named twice
     */
    List<Column> read(List<String> head) {
        Complaints complaints = new Complaints();
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String title : head) {
            String member = title.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
            Kind kind = reading.written(member).orElse(null);
            if (kind == null && !reading.shown(member) && !member.isEmpty()) {
                complaints.add(Spelled.as(title.strip()), "Unknown column.");
            } else if (!member.isEmpty() && !seen.add(member)) {
                complaints.add(Spelled.as(title.strip()), "This column occurs twice.");
            }
            columns.add(new Column(member, kind, reading.choices(member)));
        }
        if (!complaints.isEmpty()) {
            throw new Refused(Spelled.all(complaints));
        }
        return columns;
    }

    /** What a row says whose cells stand in these columns. Cells beyond the last column are a mistake. */
    static Row row(long number, List<Column> columns, List<String> cells) {
        ObjectNode members = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            Column column = i < columns.size() ? columns.get(i) : null;
            if (column == null && !cells.get(i).isBlank()) {
                return new Row(number, members, "This row has more cells than the head has columns.");
            }
            if (column != null && column.kind() != null) {
                JsonNode value = Cells.read(cells.get(i), column.kind(), column.choices());
                if (value != null) {
                    members.set(column.member(), value);
                }
            }
        }
        return new Row(number, members, null);
    }
}
