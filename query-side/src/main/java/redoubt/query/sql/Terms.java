package redoubt.query.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redoubt.model.Field;
import redoubt.model.Filter;
import redoubt.model.Kind;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.table.Column;

/** The kinds of terms there are. */
public final class Terms {

    private static final Set<Lookup> EQUALITY = Set.of(Lookup.AMONG, Lookup.NOT);
    private static final Set<Lookup> RANGES = Set.of(Lookup.GTE, Lookup.GT, Lookup.LTE, Lookup.LT);

    private Terms() {}

    /** The term of a column whose component carries {@link Filter}. */
    public static Term column(Column column) {
        Field<?, ?> field = column.field();
        String sql = "t.\"" + column.name() + "\"";
        boolean range = field.as(Filter.class).map(Filter::range).orElse(false);
        Class<?> target = field.kind() == Kind.REF || field.kind() == Kind.REFS ? field.target() : null;
        return switch (field.kind()) {
            case TEXTS, REFS ->
                telling(new Members(
                        new Criterion(field.name(), element(field.kind()), EQUALITY, List.of(), false),
                        List.of(sql),
                        target));
            case TEXT -> text(field.name(), sql, field.nullable());
            default ->
                new Value(
                        criterion(field.name(), field.kind(), range, field.nullable(), choices(field)),
                        _ -> Clause.of(sql),
                        target);
        };
    }

    /** The term of a column that holds a list, which can also be asked for what has none, or has some. */
    public static Term listed(Column column) {
        Term term = column(column);
        Criterion plain = term.criterion();
        Set<Lookup> lookups = Set.of(Lookup.AMONG, Lookup.NOT, Lookup.ISNULL);
        return telling(new Members(
                new Criterion(plain.name(), plain.kind(), lookups, plain.choices(), plain.nullable()),
                List.of("t.\"" + column.name() + "\""),
                term.target().orElse(null)));
    }

    /** A text, found through the index on its caseless form and then compared exactly. */
    public static Term text(String name, String sql, boolean nullable) {
        Term exact = value(name, Kind.TEXT, false, nullable, _ -> Clause.of(sql));
        return telling(custom(exact.criterion(), (condition, from) -> {
            Clause compiled = exact.compile(condition, from);
            return findable(condition) && !compiled.equals(Clause.FALSE)
                    ? narrowed(sql, condition, compiled)
                    : compiled;
        }));
    }

    private static boolean findable(Condition condition) {
        return condition.lookup() != Lookup.NOT && condition.lookup() != Lookup.ISNULL && !condition.unset();
    }

    /** The same term, whose index is not used where row security comes first. */
    public static Term telling(Term term) {
        return new Term() {
            @Override
            public Criterion criterion() {
                return term.criterion();
            }

            @Override
            public Clause compile(Condition condition, Viewpoint from) {
                return term.compile(condition, from);
            }

            @Override
            public boolean telling(Condition condition) {
                return findable(condition);
            }

            @Override
            public Optional<Class<?>> target() {
                return term.target();
            }
        };
    }

    private static Clause narrowed(String sql, Condition condition, Clause exact) {
        return Clause.of(
                        "(read.caseless(" + sql + ") collate \"C\") = any(array(select read.caseless(v) collate \"C\""
                                + " from unnest(?::text[]) v)) and ",
                        (Object) Binds.many(Kind.TEXT, condition.values()))
                .then(exact);
    }

    /** A term for an expression that yields one value for each row. */
    public static Term value(
            String name, Kind kind, boolean range, boolean nullable, Function<Viewpoint, Clause> expression) {
        return new Value(criterion(name, kind, range, nullable, List.of()), expression, null);
    }

    /** The same, for one of a fixed set of words. */
    public static Term choice(String name, Enum<?>[] choices, Function<Viewpoint, Clause> expression) {
        return new Value(criterion(name, Kind.CHOICE, false, false, Arrays.asList(choices)), expression, null);
    }

    /** A term that is true or false for each row, without a third. */
    public static Term flag(String name, Function<Viewpoint, Clause> expression) {
        return value(name, Kind.BOOLEAN, false, false, expression);
    }

    /** A term that looks for members of several lists at once. */
    public static Term members(String name, Class<?> target, String... columns) {
        return telling(
                new Members(new Criterion(name, Kind.REF, EQUALITY, List.of(), false), List.of(columns), target));
    }

    /** The same term, which understands a word for whoever asks. */
    public static Term personal(Term term) {
        Criterion plain = term.criterion();
        return new Personal(
                new Criterion(plain.name(), plain.kind(), plain.lookups(), List.of(Oneself.ME), plain.nullable()),
                term);
    }

    /** A term that compiles itself. */
    public static Term custom(Criterion criterion, BiFunction<Condition, Viewpoint, Clause> compiled) {
        return new Term() {
            @Override
            public Criterion criterion() {
                return criterion;
            }

            @Override
            public Clause compile(Condition condition, Viewpoint from) {
                return compiled.apply(condition, from);
            }
        };
    }

    /** What clients are told of a criterion with the usual lookups. */
    public static Criterion criterion(String name, Kind kind, boolean range, boolean nullable, List<Enum<?>> choices) {
        EnumSet<Lookup> lookups = EnumSet.copyOf(EQUALITY);
        if (range) {
            lookups.addAll(RANGES);
        }
        if (nullable) {
            lookups.add(Lookup.ISNULL);
        }
        return new Criterion(name, kind, Set.copyOf(lookups), choices, nullable);
    }

    private static Kind element(Kind kind) {
        return kind == Kind.REFS ? Kind.REF : Kind.TEXT;
    }

    private static List<Enum<?>> choices(Field<?, ?> field) {
        if (field.kind() != Kind.CHOICE) {
            return List.of();
        }
        return Arrays.stream(Objects.requireNonNull(((Class<?>) field.type()).getEnumConstants()))
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
    }

    private record Value(
            Criterion criterion,
            Function<Viewpoint, Clause> expression,
            @Nullable Class<?> type) implements Term {

        @Override
        public Optional<Class<?>> target() {
            return Optional.ofNullable(type);
        }

        @Override
        public Clause compile(Condition condition, Viewpoint from) {
            Clause value = expression.apply(from);
            return switch (condition.lookup()) {
                case AMONG -> among(value, condition);
                case NOT -> not(value, condition);
                case GTE -> ranged(value, ">=", condition);
                case GT -> ranged(value, ">", condition);
                case LTE -> ranged(value, "<=", condition);
                case LT -> ranged(value, "<", condition);
                case ISNULL ->
                    Clause.any(condition.values().stream()
                            .map(asked -> value.then(Boolean.TRUE.equals(asked) ? " is null" : " is not null"))
                            .toList());
            };
        }

        private Clause among(Clause value, Condition condition) {
            List<Clause> any = new ArrayList<>();
            Object[] values = Binds.many(criterion.kind(), condition.values());
            if (values.length == 1) {
                any.add(value.then(" = ?::" + Binds.type(criterion.kind()), values[0]));
            } else if (values.length > 1) {
                any.add(value.then(" = any(?::" + Binds.type(criterion.kind()) + "[])", (Object) values));
            }
            if (condition.unset()) {
                any.add(value.then(" is null"));
            }
            return Clause.any(any);
        }

        /** Where there is no value, it is none of the given ones. */
        private Clause not(Clause value, Condition condition) {
            Clause different = value.then(" <> all(?::" + Binds.type(criterion.kind()) + "[])", (Object)
                    Binds.many(criterion.kind(), condition.values()));
            if (condition.unset()) {
                return Clause.all(List.of(value.then(" is not null"), different));
            }
            return criterion.nullable() ? Clause.any(List.of(different, value.then(" is null"))) : different;
        }

        private Clause ranged(Clause value, String operator, Condition condition) {
            return Clause.any(condition.values().stream()
                    .flatMap(bound -> Binds.one(criterion.kind(), bound).stream())
                    .map(bound -> value.then(" " + operator + " ?::" + Binds.type(criterion.kind()), bound))
                    .toList());
        }
    }

    private record Personal(Criterion criterion, Term term) implements Term {

        @Override
        public Clause compile(Condition condition, Viewpoint from) {
            List<Object> values = condition.values().stream()
                    .<Object>map(value -> value == Oneself.ME ? Oneself.of(from.by()) : value)
                    .toList();
            return term.compile(
                    new Condition(condition.criterion(), condition.lookup(), values, condition.unset()), from);
        }

        @Override
        public boolean telling(Condition condition) {
            return term.telling(condition);
        }

        @Override
        public Optional<Class<?>> target() {
            return term.target();
        }
    }

    private record Members(
            Criterion criterion,
            List<String> columns,
            @Nullable Class<?> type) implements Term {

        @Override
        public Optional<Class<?>> target() {
            return Optional.ofNullable(type);
        }

        @Override
        public Clause compile(Condition condition, Viewpoint from) {
            if (condition.lookup() == Lookup.ISNULL) {
                return Clause.any(condition.values().stream()
                        .map(absent -> size(Boolean.TRUE.equals(absent) ? " = 0" : " > 0"))
                        .toList());
            }
            Object[] values = Binds.many(criterion.kind(), condition.values());
            String array = " && ?::" + Binds.type(criterion.kind()) + "[]";
            List<Clause> any = new ArrayList<>();
            if (values.length > 0) {
                columns.forEach(column -> any.add(Clause.of(column + array, (Object) values)));
            }
            if (condition.unset()) {
                any.add(size(" = 0"));
            }
            Clause found = Clause.any(any);
            return condition.lookup() == Lookup.AMONG
                    ? found
                    : Clause.of("not (").then(found).then(")");
        }

        /** How many members there are, in all lists together. */
        private Clause size(String compared) {
            return Clause.of("(cardinality(" + String.join(") + cardinality(", columns) + "))" + compared);
        }
    }
}
