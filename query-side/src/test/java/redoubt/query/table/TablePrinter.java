package redoubt.query.table;

import java.util.stream.Collectors;
import redoubt.model.Field;
import redoubt.model.Filter;
import redoubt.model.Kind;
import redoubt.model.Search;
import redoubt.model.Shape;
import redoubt.model.Sort;

/** Prints a first version of a table file from a record, to be pruned by hand. Run it with the record's class name. */
public final class TablePrinter {

    private TablePrinter() {}

    public static void main(String[] names) throws ClassNotFoundException {
        for (String name : names) {
            System.out.println(print(Shape.of(Class.forName(name))));
        }
    }

    static String print(Shape<?> shape) {
        Table<?> table = Table.of(shape);
        String noun = "\"" + shape.noun() + "\"";
        StringBuilder sql = new StringBuilder("create table " + noun + " ( -- envelope\n");
        sql.append(table.columns().stream().map(TablePrinter::column).collect(Collectors.joining(",\n")));
        if (shape.fields().stream().anyMatch(field -> field.is(Search.class))) {
            sql.append(",\n    search text collate \"C\" generated always as (\n        ")
                    .append(table.columns().stream()
                            .filter(column -> column.field().is(Search.class))
                            .map(TablePrinter::folded)
                            .collect(Collectors.joining(" || U&'\\001F' || ")))
                    .append(") stored");
        }
        sql.append("\n);\n\n");
        index(sql, noun, "created_at, id");
        index(sql, noun, "updated_at, id");
        for (Column column : table.columns()) {
            indexes(sql, noun, column);
        }
        if (shape.fields().stream().anyMatch(field -> field.is(Search.class))) {
            sql.append("create index on " + noun + " using gin (search gin_trgm_ops);\n");
        }
        return sql.toString();
    }

    private static String column(Column column) {
        Field<?, ?> field = column.field();
        return "    \"" + column.name() + "\" " + column.type() + (field.kind() == Kind.CHOICE ? " collate \"C\"" : "")
                + (field.nullable() ? "" : " not null");
    }

    private static String folded(Column column) {
        String name = "\"" + column.name() + "\"";
        return "read.fold(" + (column.field().nullable() ? "coalesce(" + name + ", '')" : name) + ")";
    }

    private static void indexes(StringBuilder sql, String noun, Column column) {
        Field<?, ?> field = column.field();
        String name = "\"" + column.name() + "\"";
        String compared = field.kind() == Kind.TEXT ? "(read.caseless(" + name + ") collate \"C\")" : name;
        if (field.kind() == Kind.TEXTS || field.kind() == Kind.REFS) {
            if (field.is(Filter.class)) {
                sql.append("create index on " + noun + " using gin (" + name + ");\n");
            }
            return;
        }
        if (field.is(Sort.class)) {
            index(sql, noun, compared + ", id");
        }
        if (field.is(Filter.class)) {
            index(sql, noun, compared + ", created_at, id");
        }
    }

    private static void index(StringBuilder sql, String noun, String columns) {
        sql.append("create index on " + noun + " (org, " + columns + ");\n");
    }
}
