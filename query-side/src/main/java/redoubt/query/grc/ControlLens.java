package redoubt.query.grc;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.Risk;
import redoubt.grc.Task;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.landscape.Extent;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Controls: seen in the folders where controls may be viewed, shown with what names them. */
public final class ControlLens implements Lens<Control> {

    private static final Shape<Control> SHAPE = Shape.of(Control.class);
    private static final String RISKS = "risks";
    private static final String EXISTING = "existingForRisks";
    private static final String ROWS = "requirementAssessments";
    private static final String TASKS = "tasks";
    private static final List<Derived> DERIVED = List.of(
            new Derived(RISKS, List.class, false),
            new Derived(EXISTING, List.class, false),
            new Derived(ROWS, List.class, false),
            new Derived(TASKS, List.class, false),
            new Derived("annualCost", BigDecimal.class, false),
            new Derived("rankingScore", BigDecimal.class, false),
            new Derived("isOverdue", Boolean.class, false),
            new Derived("daysUntilEta", Long.class, true),
            new Derived("isExpired", Boolean.class, false),
            new Derived("warnings", List.class, false),
            new Derived(Sights.HIDDEN, Map.class, false));

    /** Whether a control is overdue, in SQL. */
    static final String OVERDUE = "(coalesce(t.eta < ?::date, false) and t.status not in ('active', 'deprecated'))";

    private static final String TODO = "(coalesce(t.eta <= ?::date, false) and t.status <> 'active')";
    private static final String EXPIRED = "coalesce(t.expiry_date < ?::date, false)";
    private static final String TO_REVIEW = "coalesce(t.expiry_date <= ?::date, false)";

    private final Table<Control> table = Table.of(SHAPE);
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings;
    private final Linked<Risk, LinkedRisk> risks;
    private final Linked<RequirementAssessment, LinkedThing> rows;
    private final Linked<Task, LinkedThing> tasks;

    /** The lens; it finds what names a control in the tables for now, and in the log for the past. */
    public ControlLens(Asking asking, EventLog log) {
        this.risks = new Linked<>(new RiskLinks(), asking, log);
        this.rows = new Linked<>(new RowLinks(), asking, log);
        this.tasks = new Linked<>(new TaskLinks(), asking, log);
        this.orderings = ControlOrderings.of(Lens.super.orderings());
        terms.addAll(Lens.super.terms());
        terms.replaceAll(term -> term.criterion().name().equals("owner")
                ? Terms.listed(table.column(SHAPE.field(Control::owner)))
                : term);
        terms.addAll(Everywhere.folders("t.folder"));
        ControlLinks.ALL.forEach(link -> terms.add(link.term()));
        terms.add(ControlLinks.linked());
        terms.add(Terms.flag("isOverdue", from -> Clause.of(OVERDUE, from.today())));
        terms.add(Terms.flag("isExpired", from -> Clause.of(EXPIRED, from.today())));
        terms.add(Terms.flag("todo", from -> Clause.of(TODO, from.today().plusDays(ControlDates.SOON))));
        terms.add(
                Terms.flag("toReview", from -> Clause.of(TO_REVIEW, from.today().plusDays(ControlDates.SOON))));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<Control> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent(SHAPE.right()), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Control> known) {
        return Optional.of(
                from.extent(SHAPE.right()).contains(known.state().folder().id()));
    }

    @Override
    public Optional<String> place(Ref<Control> ref, Control state) {
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
        Set<String> nouns =
                new HashSet<>(Set.of(SHAPE.noun(), Shape.of(Task.class).noun()));
        ControlLinks.ALL.forEach(link -> nouns.add(link.noun()));
        return nouns;
    }

    @Override
    public Set<String> visibleBy() {
        return Set.of(SHAPE.noun());
    }

    @Override
    public Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Lens.super.describedBy());
        nouns.addAll(countedBy());
        // Where the rows of an assessment lie.
        nouns.add(Shape.of(ComplianceAssessment.class).noun());
        return nouns;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<Control>> known) {
        String organization = from.by().organization();
        List<Ref<Control>> controls = known.stream().map(Known::ref).toList();
        return Mono.zip(
                        risks.of(organization, controls, position),
                        rows.of(organization, controls, position),
                        tasks.of(organization, controls, position))
                .map(linked -> known.stream()
                        .map(control -> derive(control, linked.getT1(), linked.getT2(), linked.getT3(), from))
                        .toList());
    }

    /** What is out of sight is counted and does not count. */
    private static Map<String, @Nullable Object> derive(
            Known<Control> known,
            List<LinkedRisk> linked,
            List<LinkedThing> rows,
            List<LinkedThing> tasks,
            Viewpoint from) {
        Control control = known.state();
        String id = known.ref().id();
        List<LinkedRisk> planned = naming(linked, risk -> risk.planned().contains(id));
        List<LinkedRisk> existing = naming(linked, risk -> risk.existing().contains(id));
        List<LinkedThing> assessed = naming(rows, row -> row.names(id));
        List<LinkedThing> worked = naming(tasks, task -> task.names(id));
        List<LinkedRisk> shown = inSight(planned, from.extent("risk"));
        List<LinkedRisk> shownExisting = inSight(existing, from.extent("risk"));
        List<LinkedThing> shownRows = inSight(assessed, from.extent("requirement_assessment"));
        List<LinkedThing> shownTasks = inSight(worked, from.extent("task"));
        Map<String, Integer> hidden = new LinkedHashMap<>();
        count(hidden, RISKS, planned.size() - shown.size());
        count(hidden, EXISTING, existing.size() - shownExisting.size());
        count(hidden, ROWS, assessed.size() - shownRows.size());
        count(hidden, TASKS, worked.size() - shownTasks.size());
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put(RISKS, references(Risk.class, shown));
        derived.put(EXISTING, references(Risk.class, shownExisting));
        derived.put(ROWS, references(RequirementAssessment.class, shownRows));
        derived.put(TASKS, references(Task.class, shownTasks));
        derived.put("annualCost", AnnualCost.of(control.cost(), from.land().dailyRate()));
        derived.put("rankingScore", RankingScore.of(control.effort(), shown));
        derived.put("isOverdue", ControlDates.overdue(control, from.today()));
        derived.put("daysUntilEta", ControlDates.daysUntilEta(control, from.today()));
        derived.put("isExpired", ControlDates.expired(control, from.today()));
        derived.put("warnings", ControlWarnings.of(control, from.today()));
        derived.put(Sights.HIDDEN, hidden);
        return derived;
    }

    private static <L> List<L> naming(List<L> links, Predicate<L> which) {
        return links.stream().filter(which).distinct().toList();
    }

    private static <L extends Linked.Link> List<L> inSight(List<L> links, Extent seen) {
        return naming(links, link -> seen.contains(link.folder()));
    }

    private static <T> List<Ref<T>> references(Class<T> type, List<? extends Linked.Link> links) {
        return links.stream().map(link -> Ref.of(type, link.id())).toList();
    }

    private static void count(Map<String, Integer> hidden, String member, int number) {
        if (number > 0) {
            hidden.put(member, number);
        }
    }
}
