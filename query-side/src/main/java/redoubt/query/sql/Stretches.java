package redoubt.query.sql;

import java.util.Optional;
import redoubt.query.Window;
import redoubt.query.sql.Ordering.Expression;
import redoubt.query.sql.Ordering.Ranks;

/**
 * Orders that no index has from end to end, put together from stretches that an index does have. Rows that tie go by
 * rising identifier and rows without a value come last, whatever the direction; so a falling order of values that many
 * rows share, or that some rows lack, is not an index read backwards, and an order by what only the landscape knows is in
 * no index at all. Each stretch is cut to the end of the window, and stretches behind it are never begun.
 */
final class Stretches {

    private Stretches() {}

    /** The statement that finds the identifiers of a window; empty if the order is an index as it is. */
    static Optional<Clause> ids(
            Lens<?> lens, Clause where, Ordering.Key key, boolean descending, Window window, Viewpoint from) {
        if (key.ranks().isPresent()) {
            return Optional.of(ranked(lens, where, key.ranks().get(), false, descending, window));
        }
        if (!descending || key.expressions().size() > 1) {
            return Optional.empty();
        }
        Expression by = key.expressions().getFirst();
        if (by.few()) {
            Ranks values = new Ranks(values(lens, by, from), by.sql());
            return Optional.of(ranked(lens, where, values, by.nullable(), true, window));
        }
        return by.nullable() ? Optional.of(valuesThenNone(lens, where, by, window)) : Optional.empty();
    }

    /** The different values of an expression, greatest first, each found by one step in its index; a null ends them. */
    private static Clause values(Lens<?> lens, Expression by, Viewpoint from) {
        String greatest =
                "(select " + by.sql() + " from " + lens.finding() + " t where t.org = ?::uuid and " + by.sql();
        String first = " order by " + by.sql() + " desc limit 1)";
        String organization = from.by().organization();
        return Clause.of("with recursive v(k) as (select " + greatest + " is not null" + first, organization)
                .then(" union all select " + greatest + " < v.k" + first, organization)
                .then(" from v where v.k is not null) select k, k from v");
    }

    private static Clause ranked(
            Lens<?> lens, Clause where, Ranks ranks, boolean nullable, boolean descending, Window window) {
        String direction = descending ? " desc nulls last" : "";
        String value = ranks.column();
        Clause stretch = stretch(lens, where, value + " = l.k", "t.id", window);
        if (nullable) {
            // Ordered by the value as well, so that the index of the value is the one to read.
            stretch = stretch.then(" union all ")
                    .then(stretch(lens, where, "l.k is null and " + value + " is null", value + ", t.id", window));
        }
        return Clause.of("select r.id from (select l.k, l.rank from (")
                .then(ranks.values())
                .then(") l(k, rank) order by l.rank" + direction + ") l cross join lateral (")
                .then(stretch)
                .then(") r order by l.rank" + direction + ", r.id")
                .then(window(window));
    }

    private static Clause valuesThenNone(Lens<?> lens, Clause where, Expression by, Window window) {
        return Clause.of("select r.id from (")
                .then(stretch(lens, where, by.sql() + " is not null", by.sql() + " desc, t.id", window, by.sql()))
                .then(" union all ")
                .then(stretch(lens, where, by.sql() + " is null", by.sql() + ", t.id", window, by.sql()))
                .then(") r(id, k) order by r.k desc nulls last, r.id")
                .then(window(window));
    }

    private static Clause stretch(
            Lens<?> lens, Clause where, String which, String order, Window window, String... more) {
        String selected = more.length == 0 ? "t.id" : "t.id, " + String.join(", ", more);
        return Clause.of("(select " + selected + " from " + lens.finding() + " t where ")
                .then(where)
                .then(" and " + which + " order by " + order)
                .then(
                        window.offset() == 0
                                ? Clause.of(" limit " + window.limit() + ")")
                                : Clause.of(" limit ?)", window.offset() + window.limit()));
    }

    /** The limit is a number of ours, not a text of a client: the planner must know how few rows are wanted. */
    static Clause window(Window window) {
        Clause limit = Clause.of(" limit " + window.limit());
        return window.offset() == 0 ? limit : limit.then(" offset ?", window.offset());
    }
}
