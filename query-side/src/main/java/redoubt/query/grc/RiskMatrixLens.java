package redoubt.query.grc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Change;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.landscape.Extent;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/**
 * Matrices: seen where matrices may be viewed, published ones also from every folder below theirs; shown with how much
 * they are used.
 */
public final class RiskMatrixLens implements Lens<RiskMatrix> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("isUsed", Boolean.class, false),
            new Derived("risksCount", Long.class, false),
            new Derived("isDefault", Boolean.class, false));
    private static final String USED = "exists (select from read.risk r where r.org = t.org and r.risk_matrix = t.id)";

    private final Table<RiskMatrix> table = Table.of(Shape.of(RiskMatrix.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Asking asking;
    private final EventLog log;

    /** The lens; it counts risks in the tables for now, and in the log for the past. */
    public RiskMatrixLens(Asking asking, EventLog log) {
        this.asking = asking;
        this.log = log;
        terms.addAll(Lens.super.terms());
        terms.addAll(Everywhere.folders("t.folder"));
        terms.add(Terms.flag("isUsed", _ -> Clause.of(USED)));
        orderings.add(Ordering.created());
        orderings.addAll(Ordering.columns(table));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<RiskMatrix> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.published(from.extent("risk_matrix"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<RiskMatrix> known) {
        return Optional.of(new RiskMatrixSight(from).sees(known));
    }

    @Override
    public Optional<String> place(Ref<RiskMatrix> ref, RiskMatrix state) {
        return Optional.of(state.folder().id());
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Ordering> orderings() {
        return orderings;
    }

    @Override
    public Set<String> countedBy() {
        return Set.of("risk_matrix", "risk");
    }

    @Override
    public Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Lens.super.describedBy());
        nouns.add("risk");
        return nouns;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    /** Use counts every risk; the number shown counts those that the viewer may see. */
    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<RiskMatrix>> known) {
        Mono<Map<String, Use>> uses = position == Moment.PRESENT ? present(from, known) : past(from, position);
        return uses.map(byMatrix -> known.stream()
                .map(matrix -> {
                    String id = matrix.ref().id();
                    Use use = byMatrix.getOrDefault(id, new Use(false, 0));
                    Map<String, @Nullable Object> derived = new LinkedHashMap<>();
                    derived.put("isUsed", use.any());
                    derived.put("risksCount", use.seen());
                    derived.put("isDefault", isDefault(from, id));
                    return derived;
                })
                .toList());
    }

    private static boolean isDefault(Viewpoint from, String id) {
        return from.land()
                .settings()
                .map(settings -> settings.defaultRiskMatrix().id().equals(id))
                .orElse(false);
    }

    private Mono<Map<String, Use>> present(Viewpoint from, List<Known<RiskMatrix>> known) {
        Object ids = Binds.ids(known.stream().map(matrix -> matrix.ref().id()).toList());
        Clause select = Clause.of("select t.risk_matrix, count(*) filter (where ")
                .then(InFolders.within(from.extent("risk"), "t.folder"))
                .then(
                        ") from read.risk t where t.org = ?::uuid and t.risk_matrix = any(?::uuid[]) group by"
                                + " t.risk_matrix",
                        from.by().organization(),
                        ids);
        return asking.rows(
                        from.by().organization(),
                        select,
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                                new Use(true, Objects.requireNonNull(row.get(1, Long.class)))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Use>> past(Viewpoint from, long position) {
        Extent seen = from.extent("risk");
        return log.within(from.by().organization())
                .read(Reading.of(Set.of("risk"), position))
                .filter(event ->
                        event.envelope().organization().equals(from.by().organization()))
                .collect(() -> new HashMap<Ref<?>, Risk>(), RiskMatrixLens::fold)
                .map(risks -> {
                    Map<String, Use> uses = new HashMap<>();
                    risks.values()
                            .forEach(risk -> uses.merge(
                                    risk.riskMatrix().id(),
                                    new Use(true, seen.contains(risk.folder().id()) ? 1 : 0),
                                    (one, other) -> new Use(true, one.seen() + other.seen())));
                    return uses;
                });
    }

    @SuppressWarnings("unchecked")
    private static void fold(Map<Ref<?>, Risk> risks, Event<?> event) {
        risks.compute(event.ref(), (_, before) -> Change.evolve(before, (Change<Risk>) event.change()));
    }

    private record Use(boolean any, long seen) {}
}
