package redoubt.infra.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Things in rows, for people: as wide as need be, and no cell wider than can be read. */
final class Table {

    private static final int WIDEST = 60;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> columns) {
        this.columns = columns.stream().map(Column::new).toList();
        rows.add(this.columns.stream()
                .map(column -> column.name().toUpperCase(java.util.Locale.ROOT))
                .toList());
    }

    void add(JsonNode thing) {
        rows.add(columns.stream().map(column -> cut(column.of(thing))).toList());
    }

    void print(PrintWriter out) {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static String cut(String text) {
        return width(text) <= WIDEST ? text : text.substring(0, text.offsetByCodePoints(0, WIDEST - 1)) + "…";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
