package redoubt.infra.roles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table as people read it: a line for each operation, a column for each role. */
final class Sheet {

    private static final int GAP = 2;
    private static final List<String> LEGEND = List.of(
            "# Who may do what: the status that each operation answers to somebody in each role, about something they"
                    + " could reach.",
            "# 200- is answered without anything in it: what there is is kept back. 400 says of what a body points at"
                    + " that there is",
            "# no such thing, 404 the same of the path. What people own, such as tokens, is their own here.");

    private final List<Operation> rows = new ArrayList<>();
    private final Map<Operation, List<String>> cells = new LinkedHashMap<>();

    void row(Operation operation, List<String> outcomes) {
        rows.add(operation);
        cells.put(operation, List.copyOf(outcomes));
    }

    /** How many operations there are. */
    int operations() {
        return rows.size();
    }

    /** How many cells there are. */
    int size() {
        return rows.size() * Column.values().length;
    }

    /** All of it. */
    String print() {
        int first = rows.stream().mapToInt(row -> row.toString().length()).max().orElse(0);
        StringBuilder text = new StringBuilder(String.join("\n", LEGEND)).append('\n');
        text.append(groups(first)).append('\n');
        text.append(line("#", first, titles())).append('\n');
        rows.forEach(
                row -> text.append(line(row.toString(), first, cells.get(row))).append('\n'));
        return text.toString();
    }

    private static List<String> titles() {
        return java.util.Arrays.stream(Column.values())
                .map(column -> column.title)
                .toList();
    }

    private static String groups(int first) {
        StringBuilder line = new StringBuilder("#");
        String before = "";
        int at = first + GAP;
        for (Column column : Column.values()) {
            if (!column.group.equals(before)) {
                line.append(" ".repeat(Math.max(0, at - line.length())));
                line.append(column.group);
                before = column.group;
            }
            at += width(column);
        }
        return line.toString();
    }

    private static String line(String name, int first, List<String> cells) {
        StringBuilder line = new StringBuilder(name);
        int at = first + GAP;
        for (Column column : Column.values()) {
            line.append(" ".repeat(Math.max(0, at - line.length())));
            line.append(cells.get(column.ordinal()));
            at += width(column);
        }
        return line.toString();
    }

    private static int width(Column column) {
        return Math.max(column.title.length(), "200-".length()) + GAP;
    }
}
