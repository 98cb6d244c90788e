package redoubt.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Order;
import redoubt.query.Window;

/**
 * The statement that reads one window of an ordered list. Deep windows, and orders that may have to sort, are found in an
 * index alone; only the rows of the window are looked up, so that what is passed over is never read.
 *
 * @param rows the statement without what it selects
 */
record SelectPage(Clause rows) {

    /** From how many rows passed over on it pays to look rows up late. */
    private static final long DEEP = 100;

    /** Orders whose index every table has, and in which the first rows are found at once. */
    private static final Set<String> WALKED = Set.of("createdAt", "updatedAt");

    /** The statement, selecting columns of the table under the alias {@code t}. */
    Clause of(String columns) {
        return Clause.of("select " + columns).then(rows);
    }

    static SelectPage of(Lens<?> lens, Clause where, List<Order> order, Window window, Viewpoint from) {
        List<Order> terms = order.isEmpty() ? List.of(new Order("createdAt", false)) : order;
        if (window.offset() < DEEP && terms.stream().allMatch(term -> WALKED.contains(term.name()))) {
            return new SelectPage(ordered(lens, lens.source(), where, terms, window, from));
        }
        return new SelectPage(Clause.of(" from unnest(array(")
                .then(ids(lens, where, terms, window, from))
                .then(")) with ordinality p(id, place) join " + lens.table().name()
                        + " t on t.id = p.id order by p.place"));
    }

    private static Clause ids(Lens<?> lens, Clause where, List<Order> terms, Window window, Viewpoint from) {
        Order first = terms.getFirst();
        Optional<Clause> stretches = terms.size() > 1
                ? Optional.empty()
                : Stretches.ids(lens, where, ordering(lens, first).key().apply(from), first.descending(), window, from);
        return stretches.orElseGet(
                () -> Clause.of("select t.id").then(ordered(lens, lens.finding(), where, terms, window, from)));
    }

    private static Clause ordered(
            Lens<?> lens, String source, Clause where, List<Order> terms, Window window, Viewpoint from) {
        Clause joins = Clause.of("");
        List<String> keys = new ArrayList<>();
        for (Order term : terms) {
            Ordering.Key key = ordering(lens, term).key().apply(from);
            joins = joins.then(key.join());
            key.expressions().forEach(expression -> keys.add(directed(expression, term.descending())));
        }
        keys.add("t.id");
        return Clause.of(" from " + source + " t")
                .then(joins)
                .then(" where ")
                .then(where)
                .then(" order by " + String.join(", ", keys))
                .then(Stretches.window(window));
    }

    private static String directed(Ordering.Expression expression, boolean descending) {
        if (!descending) {
            return expression.sql();
        }
        return expression.sql() + (expression.nullable() ? " desc nulls last" : " desc");
    }

    private static Ordering ordering(Lens<?> lens, Order term) {
        return lens.orderings().stream()
                .filter(ordering -> ordering.name().equals(term.name()))
                .findFirst()
                .orElseThrow(() ->
                        new Refused(Failure.Invalid.of("ordering", "\"" + term.name() + "\" is not a valid choice.")));
    }
}
