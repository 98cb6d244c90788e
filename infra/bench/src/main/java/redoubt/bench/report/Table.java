package redoubt.bench.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, padded so that it reads as well on a console. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** A table whose columns are headed so; the first is set to the left, the others to the right. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row, which must have a cell for each heading. */
    public Table row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException("A row of " + cells.length + " cells under "
                    + rows.getFirst().size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Math.max(3, row.get(i).length()));
            }
        }
        var text = new StringBuilder();
        append(text, rows.getFirst(), widths);
        for (int i = 0; i < columns; i++) {
            text.append(i == 0 ? "|" : "")
                    .append(' ')
                    .append("-".repeat(widths[i] - 1))
                    .append(i == 0 ? "-" : ":");
            text.append(" |");
        }
        text.append('\n');
        rows.stream().skip(1).forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        text.append('|');
        for (int i = 0; i < widths.length; i++) {
            var cell = row.get(i);
            var padding = " ".repeat(widths[i] - cell.length());
            text.append(' ').append(i == 0 ? cell + padding : padding + cell).append(" |");
        }
        text.append('\n');
    }
}
