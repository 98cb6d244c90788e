package redoubt.api.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.identity.ApiToken;
import redoubt.model.Field;
import redoubt.model.Filter;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Sort;
import redoubt.model.access.Principal;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.Order;
import redoubt.query.Page;
import redoubt.query.Queries;
import redoubt.query.Query;
import redoubt.query.Sight;
import redoubt.query.Window;

/** The read side in memory. */
public final class HouseQueries implements Queries {

    private final House house;
    public volatile @Nullable Query<?> last;

    HouseQueries(House house) {
        this.house = house;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> Mono<Page<R>> page(Query<R> query) {
        last = query;
        return Mono.fromCallable(() -> {
            synchronized (house) {
                List<Known<R>> found = new ArrayList<>();
                for (Known<?> known : house.known.values()) {
                    if (known.ref().type() == query.shape().type() && matches(known, query)) {
                        found.add((Known<R>) known);
                    }
                }
                Comparator<Known<R>> order =
                        Comparator.comparing(known -> known.ref().id());
                for (Order term : query.order().reversed()) {
                    Comparator<Known<R>> by = Comparator.comparing(known -> String.valueOf(value(known, term.name())));
                    order = (term.descending() ? by.reversed() : by).thenComparing(order);
                }
                found.sort(order);
                List<Sight<R>> items = found.stream()
                        .skip(query.window().offset())
                        .limit(query.window().limit())
                        .map(this::sight)
                        .toList();
                return new Page<>(found.size(), items);
            }
        });
    }

    @Override
    public <R> Mono<Flux<List<Sight<R>>>> every(
            Shape<R> shape, Principal by, List<Condition> where, List<String> search) {
        return page(new Query<>(shape, by, where, search, List.of(), new Window(0, Integer.MAX_VALUE)))
                .map(page -> Flux.just(page.items()).filter(items -> !items.isEmpty()));
    }

    private static boolean matches(Known<?> known, Query<?> query) {
        for (Condition condition : query.where()) {
            Object value = value(known, condition.criterion().name());
            boolean among = (value == null && condition.unset())
                    || condition.values().stream().anyMatch(each -> same(each, value));
            boolean holds =
                    switch (condition.lookup()) {
                        case AMONG -> among;
                        case NOT -> !among;
                        case ISNULL -> condition.values().contains(value == null);
                        case GTE -> value != null && compare(value, condition) >= 0;
                        case GT -> value != null && compare(value, condition) > 0;
                        case LTE -> value != null && compare(value, condition) <= 0;
                        case LT -> value != null && compare(value, condition) < 0;
                    };
            if (!holds) {
                return false;
            }
        }
        String text = known.state().toString().toLowerCase(Locale.ROOT);
        return query.search().stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static boolean same(Object asked, @Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Ref<?> ref -> ref.id().equals(asked);
            case List<?> list -> list.stream().anyMatch(each -> same(asked, each));
            case Integer number -> asked.equals(number.longValue());
            default -> asked.equals(value);
        };
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object value, Condition condition) {
        Object comparable = value instanceof Integer number ? (Object) number.longValue() : value;
        return ((Comparable<Object>) comparable).compareTo(condition.values().getFirst());
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object value(Known<?> known, String name) {
        return switch (name) {
            case "id" -> known.ref().id();
            case "createdAt" -> known.createdAt();
            default ->
                ((Field<Object, Object>)
                                Shape.of(known.ref().type()).field(name).orElseThrow())
                        .of(known.state());
        };
    }

    @Override
    public <R> Mono<Sight<R>> one(Principal by, Ref<R> ref) {
        return Mono.defer(() -> Mono.justOrEmpty(house.find(ref))).map(this::sight);
    }

    @Override
    public <R> Mono<List<Sight<R>>> describe(Principal by, List<Known<R>> known, Moment moment) {
        return Mono.fromCallable(() -> known.stream().map(this::sight).toList());
    }

    <R> Sight<R> sight(Known<R> known) {
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        if (known.state() instanceof Risk) {
            derived.put("isOverdue", false);
            derived.put("withinTolerance", null);
            derived.put("warnings", List.of("no_residual_rating"));
            derived.put("hiddenReferences", Map.of("appliedControls", 2));
        }
        if (known.state() instanceof ApiToken token) {
            derived.put("status", token.status(house.clock().instant()).code());
        }
        return new Sight<>(known, derived);
    }

    @Override
    public Set<String> describedBy(Shape<?> shape) {
        return Set.of("folder");
    }

    @Override
    public Mono<Map<Ref<?>, String>> names(Principal by, Collection<Ref<?>> refs) {
        Map<Ref<?>, String> names = new LinkedHashMap<>();
        for (Ref<?> ref : refs) {
            if (house.find(ref) instanceof Known<?> known) {
                names.put(ref, name(known));
            }
        }
        return Mono.just(names);
    }

    @SuppressWarnings("unchecked")
    private static String name(Known<?> known) {
        return ((Shape<Object>) Shape.of(known.ref().type()))
                .nameOf(known.state())
                .orElse("");
    }

    @Override
    public List<Criterion> criteria(Shape<?> shape) {
        List<Criterion> criteria = new ArrayList<>();
        criteria.add(new Criterion("id", Kind.REF, Set.of(), List.of(), false));
        criteria.add(new Criterion(
                "createdAt", Kind.INSTANT, EnumSet.of(Lookup.GTE, Lookup.GT, Lookup.LTE, Lookup.LT), List.of(), false));
        for (Field<?, ?> field : shape.fields()) {
            field.as(Filter.class).ifPresent(filter -> criteria.add(criterion(field, filter)));
        }
        return criteria;
    }

    private static Criterion criterion(Field<?, ?> field, Filter filter) {
        Set<Lookup> lookups = EnumSet.of(Lookup.NOT);
        if (filter.range()) {
            lookups.addAll(List.of(Lookup.GTE, Lookup.GT, Lookup.LTE, Lookup.LT));
        }
        if (field.nullable()) {
            lookups.add(Lookup.ISNULL);
        }
        List<Enum<?>> choices = field.kind() == Kind.CHOICE
                ? Arrays.asList((Enum<?>[]) ((Class<?>) field.type()).getEnumConstants())
                : List.of();
        return new Criterion(field.name(), field.kind(), lookups, choices, field.nullable());
    }

    @Override
    public Criterion reserved(Shape<?> shape, String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public List<String> orderings(Shape<?> shape) {
        List<String> orderings = new ArrayList<>(List.of("createdAt"));
        shape.fields().stream().filter(field -> field.is(Sort.class)).forEach(field -> orderings.add(field.name()));
        return orderings;
    }

    @Override
    public List<Derived> derived(Shape<?> shape) {
        if (shape.type() == Risk.class) {
            return List.of(
                    new Derived("isOverdue", Boolean.class, false),
                    new Derived("withinTolerance", Boolean.class, true),
                    new Derived("warnings", List.class, false),
                    new Derived("hiddenReferences", Map.class, false));
        }
        return shape.type() == ApiToken.class ? List.of(new Derived("status", String.class, false)) : List.of();
    }
}
