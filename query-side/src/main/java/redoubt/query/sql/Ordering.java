package redoubt.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param ranks the joined ranks themselves, if that is what rows are compared by
     */
    public record Key(Clause join, List<Expression> expressions, Optional<Ranks> ranks) {

        /** A key of plain expressions. */
        public static Key of(Expression... expressions) {
            return new Key(Clause.of(""), List.of(expressions), Optional.empty());
        }
    }

    /**
     * Ranks of the values that a column can have.
     *
     * @param values a select of each value and its rank
     * @param column whose values are ranked, of the table {@code t}
     */
    public record Ranks(Clause values, String column) {}

    /**
     * One value of a key.
     *
     * @param sql the expression
     * @param nullable whether it can be null; then its falling order says explicitly that nulls are last, which the index
     *     of a column without nulls must be spared
     * @param few whether there are so few different values that many rows share one
     */
    public record Expression(String sql, boolean nullable, boolean few) {}

    /** An ordering by one expression that tells most rows apart. */
    public static Ordering by(String name, String sql, boolean nullable) {
        return by(name, new Expression(sql, nullable, false));
    }

    /** An ordering by one expression that has few values. */
    public static Ordering few(String name, String sql, boolean nullable) {
        return by(name, new Expression(sql, nullable, true));
    }

    private static Ordering by(String name, Expression expression) {
        Key key = Key.of(expression);
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
                        new Expression(
                                comparable(column),
                                column.field().nullable(),
                                few(column.field().kind())))));
        return orderings;
    }

    private static boolean few(Kind kind) {
        return kind == Kind.CHOICE || kind == Kind.BOOLEAN;
    }

    private static String comparable(Column column) {
        String sql = "t.\"" + column.name() + "\"";
        return column.field().kind() == Kind.TEXT ? "(read.caseless(" + sql + ") collate \"C\")" : sql;
    }
}
