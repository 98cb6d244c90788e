package redoubt.query.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL with the values that belong to it. Values stand in the text as question marks and are only ever bound;
 * that is all there is to say about injection. Immutable; the arrays among the values are not to be changed.
 *
 * @param sql the text
 * @param values one for each question mark, in order; never null
 */
public record Clause(String sql, List<Object> values) {

    /** What holds for every row. */
    public static final Clause TRUE = of("true");

    /** What holds for none. */
    public static final Clause FALSE = of("false");

    /** The values are kept as they are. */
    public Clause {
        values = List.copyOf(values);
    }

    /** A text with its values. */
    public static Clause of(String sql, Object... values) {
        return new Clause(sql, List.of(values));
    }

    /** The one text after the other. */
    public Clause then(String more, Object... itsValues) {
        return then(of(more, itsValues));
    }

    /** The same, for a clause. */
    public Clause then(Clause more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(more.values);
        return new Clause(sql + more.sql, all);
    }

    /** What holds where all of them hold. */
    public static Clause all(Collection<Clause> clauses) {
        if (clauses.contains(FALSE)) {
            return FALSE;
        }
        return joined(clauses.stream().filter(clause -> !clause.equals(TRUE)).toList(), " and ", TRUE);
    }

    /** What holds where any of them holds. */
    public static Clause any(Collection<Clause> clauses) {
        if (clauses.contains(TRUE)) {
            return TRUE;
        }
        List<Clause> some =
                clauses.stream().filter(clause -> !clause.equals(FALSE)).toList();
        Clause joined = joined(some, " or ", FALSE);
        return some.size() < 2 ? joined : new Clause("(" + joined.sql + ")", joined.values);
    }

    private static Clause joined(List<Clause> clauses, String between, Clause none) {
        if (clauses.isEmpty()) {
            return none;
        }
        return new Clause(
                clauses.stream().map(Clause::sql).collect(Collectors.joining(between)),
                clauses.stream().flatMap(clause -> clause.values.stream()).toList());
    }

    /** The text with numbered parameters, as the driver wants it. */
    String numbered() {
        StringBuilder text = new StringBuilder(sql.length() + 16);
        int number = 0;
        for (int i = 0; i < sql.length(); i++) {
            char letter = sql.charAt(i);
            if (letter == '?') {
                text.append('$').append(++number);
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }

    /** The values in a form that can be compared: arrays as lists. */
    List<Object> comparable() {
        return values.stream()
                .map(value -> value instanceof Object[] array ? (Object) Arrays.asList(array) : value)
                .toList();
    }
}
