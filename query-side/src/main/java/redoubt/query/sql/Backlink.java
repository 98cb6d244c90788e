package redoubt.query.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import redoubt.model.Field;
import redoubt.model.Getter;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.table.Table;

/**
 * A pointer that stands elsewhere, as something to find its target by: assets by the risks that name them.
 *
 * @param term the filter
 * @param noun of the resources in which the pointers stand
 */
public record Backlink(Term term, String noun) {

    /** The filter of that name, by resources of a type, of which a list holds what is looked for. */
    public static <O> Backlink of(String name, Class<O> type, Getter<O, ? extends List<? extends Ref<?>>> list) {
        return of(name, Shape.of(type), List.of(Shape.of(type).field(list)));
    }

    /** The same, where one list holds it or another one. */
    public static <O> Backlink of(
            String name,
            Class<O> type,
            Getter<O, ? extends List<? extends Ref<?>>> list,
            Getter<O, ? extends List<? extends Ref<?>>> other) {
        Shape<O> shape = Shape.of(type);
        return of(name, shape, List.of(shape.field(list), shape.field(other)));
    }

    /** The same, by what those resources point at through a field: controls by the assessments whose rows name them. */
    public static <O> Backlink through(
            String name,
            Class<O> type,
            Getter<O, ? extends List<? extends Ref<?>>> list,
            Getter<O, ? extends Ref<?>> by) {
        Shape<O> shape = Shape.of(type);
        Field<O, ?> field = shape.field(by);
        return of(
                name,
                shape,
                List.of(shape.field(list)),
                field.target(),
                Table.of(shape).column(field).name());
    }

    private static <O> Backlink of(String name, Shape<O> shape, List<Field<O, ?>> lists) {
        return of(name, shape, lists, shape.type(), "id");
    }

    private static <O> Backlink of(
            String name, Shape<O> shape, List<Field<O, ?>> lists, Class<?> target, String column) {
        Table<O> table = Table.of(shape);
        String held = lists.stream()
                .map(list -> "o.\"" + table.column(list).name() + "\"")
                .collect(Collectors.joining(" || "));
        return new Backlink(new Held(name, target, held, table.name(), column), shape.noun());
    }

    private record Held(Criterion criterion, Class<?> type, String lists, String table, String column) implements Term {

        Held(String name, Class<?> type, String lists, String table, String column) {
            this(Terms.criterion(name, Kind.REF, false, false, List.of()), type, lists, table, column);
        }

        @Override
        public Optional<Class<?>> target() {
            return Optional.of(type);
        }

        @Override
        public Clause compile(Condition condition, Viewpoint from) {
            String not = condition.lookup() == Lookup.NOT ? "not " : "";
            return Clause.of(
                    not + "t.id in (select unnest(" + lists + ") from " + table + " o where o.org = ?::uuid and o.\""
                            + column + "\" = any(?::uuid[]))",
                    from.by().organization(),
                    Binds.many(Kind.REF, condition.values()));
        }
    }
}
