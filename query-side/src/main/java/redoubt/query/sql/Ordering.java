package redoubt.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import redoubt.model.Kind;
import redoubt.model.Sort;
import redoubt.query.table.Column;
import redoubt.query.table.Table;

/**
 * Something by which a list can be ordered.
 *
 * @param name the name in camelCase
 * @param key what rows are compared by, for one viewpoint
 */
public record Ordering(String name, Function<Viewpoint, Key> key) {

    /**
     * What rows are compared by.
     *
     * @param join what must be joined to the table {@code t} first; empty for nothing
     * @param expressions by weight
     */
    public record Key(Clause join, List<Expression> expressions) {

        /** A key of plain expressions. */
        public static Key of(Expression... expressions) {
            return new Key(Clause.of(""), List.of(expressions));
        }
    }

    /**
     * One value of a key.
     *
     * @param sql the expression
     * @param nullable whether it can be null; then its falling order says explicitly that nulls are last, which the index
     *     of a column without nulls must be spared
     */
    public record Expression(String sql, boolean nullable) {}

    /** An ordering by one expression. */
    public static Ordering by(String name, String sql, boolean nullable) {
        Key key = Key.of(new Expression(sql, nullable));
        return new Ordering(name, _ -> key);
    }

    /** When it was created. */
    public static Ordering created() {
        return by("createdAt", "t.created_at", false);
    }

    /** When it last changed. */
    public static Ordering updated() {
        return by("updatedAt", "t.updated_at", false);
    }

    /** The orderings by the components that carry {@link Sort}. */
    public static List<Ordering> columns(Table<?> table) {
        List<Ordering> orderings = new ArrayList<>();
        table.columns().stream()
                .filter(column -> column.field().is(Sort.class))
                .forEach(column -> orderings.add(by(
                        column.field().name(),
                        comparable(column),
                        column.field().nullable())));
        return orderings;
    }

    private static String comparable(Column column) {
        String sql = "t.\"" + column.name() + "\"";
        return column.field().kind() == Kind.TEXT ? "(read.caseless(" + sql + ") collate \"C\")" : sql;
    }
}
