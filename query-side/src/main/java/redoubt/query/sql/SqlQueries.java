package redoubt.query.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.Page;
import redoubt.query.Queries;
import redoubt.query.Query;
import redoubt.query.Sight;
import redoubt.query.Window;
import redoubt.query.projection.TableEpochs;

/** Answers queries from the tables of the read side. Safe for any thread. */
public final class SqlQueries implements Queries {

    private final Asking asking;
    private final Lenses lenses;
    private final Sights sights;
    private final Search search;
    private final SelectCount count;
    private final RecentRows recent;
    private final Map<Shape<?>, Set<String>> describedBy = new ConcurrentHashMap<>();

    /** Queries put through {@code asking}, seen through {@code lenses}. */
    public SqlQueries(Asking asking, Lenses lenses, Sights sights, TableEpochs epochs) {
        this(asking, lenses, sights, epochs, new RecentRows(asking, epochs));
    }

    SqlQueries(Asking asking, Lenses lenses, Sights sights, TableEpochs epochs, RecentRows recent) {
        this.asking = asking;
        this.lenses = lenses;
        this.sights = sights;
        this.search = new Search(asking);
        this.count = new SelectCount(asking, epochs);
        this.recent = recent;
    }

    /** What it remembers of rows. */
    RecentRows recent() {
        return recent;
    }

    @Override
    public <R> Mono<Page<R>> page(Query<R> query) {
        Lens<R> lens = lenses.of(query.shape());
        return sights.now(query.by()).flatMap(from -> where(lens, from, query.where(), query.search())
                .flatMap(where -> page(lens, query, where, from)));
    }

    private <R> Mono<Page<R>> page(Lens<R> lens, Query<R> query, Clause where, Viewpoint from) {
        if (where.equals(Clause.FALSE)) {
            return Mono.just(new Page<>(0, List.of()));
        }
        Mono<List<Known<R>>> rows = recent.of(
                lens.table(),
                from.by().organization(),
                SelectPage.of(lens, where, query.order(), query.window(), from));
        // Counting runs beside the page. A last page tells by itself, and then the count only serves the next question.
        Mono<Long> counting = count.of(lens, from.by().organization(), where).cache();
        return rows.doOnSubscribe(_ -> counting.subscribe(_ -> {}, _ -> {}))
                .flatMap(known -> Mono.zip(
                        last(query.window(), known.size()).map(Mono::just).orElse(counting),
                        sights.describe(from, from, Moment.PRESENT, known)))
                .map(both -> new Page<>(both.getT1(), both.getT2()));
    }

    @Override
    public <R> Mono<Flux<List<Sight<R>>>> every(
            Shape<R> shape, Principal by, List<Condition> where, List<String> words) {
        Lens<R> lens = lenses.of(shape);
        return sights.now(by).flatMap(from -> where(lens, from, where, words)
                .map(holds -> new Walk<>(asking, sights, lens, from, holds).stretches()));
    }

    /** How many rows there are altogether, if the rows of this window show it. */
    private static Optional<Long> last(Window window, int size) {
        boolean shows = size < window.limit() && (size > 0 || window.offset() == 0);
        return shows ? Optional.of(window.offset() + size) : Optional.empty();
    }

    /** What must hold for the rows of a list: the tenant, the viewer's sight, the conditions and the search. */
    public Mono<Clause> where(Lens<?> lens, Viewpoint from, List<Condition> conditions, List<String> words) {
        return Mono.zip(admissible(lens, from, conditions), search.found(lens, from, words))
                .map(both -> {
                    List<Clause> all = new ArrayList<>();
                    all.add(Clause.of("t.org = ?::uuid", from.by().organization()));
                    all.add(lens.visible(from));
                    both.getT1().forEach(condition -> all.add(compiled(lens, term(lens, condition), condition, from)));
                    all.add(both.getT2());
                    return Clause.all(all);
                });
    }

    /** A condition of a list; one that row security would keep from its index finds its rows beside it. */
    static Clause compiled(Lens<?> lens, Term term, Condition condition, Viewpoint from) {
        Clause holds = term.compile(condition, from);
        return term.telling(condition) && !holds.equals(Clause.FALSE)
                ? Clause.of(
                                "t.id in (select t.id from " + lens.table().found() + " t where t.org = ?::uuid and ",
                                from.by().organization())
                        .then(holds)
                        .then(")")
                : holds;
    }

    /** References to what the viewer may not see match nothing, as if it did not exist. */
    private Mono<List<Condition>> admissible(Lens<?> lens, Viewpoint from, List<Condition> conditions) {
        List<Ref<?>> asked = new ArrayList<>();
        conditions.forEach(condition -> term(lens, condition).target().ifPresent(target -> condition.values().stream()
                .filter(String.class::isInstance)
                .forEach(id -> asked.add(Ref.of(target, (String) id)))));
        if (asked.isEmpty()) {
            return Mono.just(conditions);
        }
        return sights.hidden(from, asked)
                .map(hidden -> hidden.isEmpty()
                        ? conditions
                        : conditions.stream()
                                .map(condition -> without(hidden, condition, term(lens, condition)))
                                .toList());
    }

    private static Condition without(Set<Ref<?>> hidden, Condition condition, Term term) {
        return term.target()
                .map(target -> new Condition(
                        condition.criterion(),
                        condition.lookup(),
                        condition.values().stream()
                                .filter(id -> !(id instanceof String text) || !hidden.contains(Ref.of(target, text)))
                                .toList(),
                        condition.unset()))
                .orElse(condition);
    }

    private static Term term(Lens<?> lens, Condition condition) {
        String name = condition.criterion().name();
        return Stream.concat(lens.terms().stream(), lens.reserved().stream())
                .filter(term -> term.criterion().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(Failure.Invalid.of(name, "Unknown filter.")));
    }

    @Override
    public <R> Mono<Sight<R>> one(Principal by, Ref<R> ref) {
        Lens<R> lens = lenses.of(Shape.of(ref.type()));
        Optional<UUID> id = Binds.id(ref.id());
        if (id.isEmpty()) {
            return Mono.empty();
        }
        return sights.now(by).flatMap(from -> {
            Clause select = Clause.of(
                            "select " + lens.table().selected("t") + " from "
                                    + lens.table().name() + " t where t.id = ? and t.org = ?::uuid and ",
                            id.get(),
                            by.organization())
                    .then(lens.visible(from));
            return asking.rows(by.organization(), select, lens.table()::read)
                    .next()
                    .flatMap(known -> sights.describe(from, from, Moment.PRESENT, List.of(known)))
                    .map(List::getFirst);
        });
    }

    @Override
    public <R> Mono<List<Sight<R>>> describe(Principal by, List<Known<R>> known, Moment moment) {
        return sights.describe(by, known, moment);
    }

    @Override
    public Set<String> describedBy(Shape<?> shape) {
        return describedBy.computeIfAbsent(shape, each -> lenses.of(each).describedBy());
    }

    @Override
    public Mono<Map<Ref<?>, String>> names(Principal by, Collection<Ref<?>> refs) {
        if (refs.isEmpty()) {
            return Mono.just(Map.of());
        }
        return sights.now(by).flatMap(from -> Flux.fromIterable(
                        refs.stream().collect(Collectors.groupingBy(Ref::type)).entrySet())
                .flatMap(each -> named(from, each.getKey(), each.getValue()))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <R> Flux<Map.Entry<Ref<?>, String>> named(Viewpoint from, Class<R> type, List<Ref<?>> refs) {
        Lens<R> lens = lenses.of(type).orElse(null);
        if (lens == null) {
            return Flux.empty();
        }
        Object ids = Binds.ids(refs.stream().map(Ref::id).toList());
        Clause select = Clause.of(
                        "select " + lens.table().selected("t") + " from "
                                + lens.table().name() + " t where t.id = any(?::uuid[]) and t.org = ?::uuid and ",
                        ids,
                        from.by().organization())
                .then(lens.visible(from));
        return asking.rows(from.by().organization(), select, lens.table()::read)
                .map(known -> Map.entry(known.ref(), lens.title(from, known.state())));
    }

    @Override
    public List<Criterion> criteria(Shape<?> shape) {
        return lenses.of(shape).terms().stream().map(Term::criterion).toList();
    }

    @Override
    public Criterion reserved(Shape<?> shape, String name) {
        return lenses.of(shape).reserved().stream()
                .map(Term::criterion)
                .filter(criterion -> criterion.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Nobody filters by " + name));
    }

    @Override
    public List<String> orderings(Shape<?> shape) {
        return lenses.of(shape).orderings().stream().map(Ordering::name).toList();
    }

    @Override
    public List<Derived> derived(Shape<?> shape) {
        return lenses.of(shape).derived();
    }
}
