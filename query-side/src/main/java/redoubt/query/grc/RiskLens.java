package redoubt.query.grc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;
import redoubt.query.Derived;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Ordering.Expression;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Risks: seen in the folders where risks may be viewed, filtered by what follows from them as well as by what they hold. */
public final class RiskLens implements Lens<Risk> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("withinTolerance", Boolean.class, true),
            new Derived("isOverdue", Boolean.class, false),
            new Derived("isReviewDue", Boolean.class, false),
            new Derived("warnings", List.class, false),
            new Derived(Sights.HIDDEN, Map.class, false));

    /** Whether a risk is overdue, in SQL. */
    static final String OVERDUE = "(coalesce(t.due_date < ?::date, false) and t.status in ('open', 'in_progress'))";

    private static final String REVIEW_DUE = "(coalesce(t.review_date <= ?::date, false) and t.status <> 'closed')";
    private static final String EXPIRES = "read.day(t.acceptance ->> 'expires_on')";

    /** Small numbers that many risks share. */
    private static final Set<String> RATINGS = Set.of("likelihood", "impact", "score");

    private final Table<Risk> table = Table.of(Shape.of(Risk.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final InactiveControls inactive;

    /** The lens; it finds what became of controls in the tables for now, and in the log for the past. */
    public RiskLens(Asking asking, EventLog log) {
        this.inactive = new InactiveControls(asking, log);
        terms.addAll(Lens.super.terms());
        replace(slugs("severity"));
        replace(slugs("inherentSeverity"));
        replace(slugs("residualSeverity"));
        replace(Terms.members("appliedControls", Control.class, "t.applied_controls", "t.existing_applied_controls"));
        terms.addAll(Everywhere.folders("t.folder"));
        terms.add(Terms.flag("isOverdue", from -> Clause.of(OVERDUE, from.today())));
        terms.add(Terms.flag("isReviewDue", from -> Clause.of(REVIEW_DUE, from.today())));
        terms.add(Terms.value("withinTolerance", Kind.BOOLEAN, false, true, from -> Tolerance.within(from.land())));
        terms.add(Terms.flag("hasAcceptance", _ -> Clause.of("(t.acceptance is not null)")));
        terms.add(Terms.telling(Terms.value("acceptanceExpiresOn", Kind.DATE, true, true, _ -> Clause.of(EXPIRES))));
        orderings.addAll(Lens.super.orderings());
        orderings.replaceAll(
                each -> RATINGS.contains(each.name()) ? Ordering.few(each.name(), "t." + each.name(), true) : each);
        replace(new Ordering(
                "severity",
                _ -> Ordering.Key.of(
                        new Expression("t.severity_rank", true, true),
                        new Expression("t.severity_level", true, true))));
        replace(Ordering.few("inherentSeverity", "t.inherent_severity_level", true));
        replace(Ordering.few("residualSeverity", "t.residual_severity_level", true));
        replace(InFolders.byPath("t.folder"));
    }

    private void replace(Term term) {
        terms.removeIf(each -> each.criterion().name().equals(term.criterion().name()));
        terms.add(term);
    }

    private void replace(Ordering ordering) {
        orderings.removeIf(each -> each.name().equals(ordering.name()));
        orderings.add(ordering);
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<Risk> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent("risk"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Risk> known) {
        return Optional.of(from.extent("risk").contains(known.state().folder().id()));
    }

    @Override
    public Optional<String> place(Ref<Risk> ref, Risk state) {
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
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<Risk>> known) {
        return inactive.among(from, known, position).map(controls -> known.stream()
                .map(risk -> derive(risk.state(), from, controls))
                .toList());
    }

    private static Map<String, @Nullable Object> derive(Risk risk, Viewpoint from, Set<String> inactive) {
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put("withinTolerance", Tolerance.within(risk, from.land()));
        derived.put("isOverdue", RiskDates.overdue(risk, from.today()));
        derived.put("isReviewDue", RiskDates.reviewDue(risk, from.today()));
        derived.put("warnings", RiskWarnings.of(risk, counting(risk, inactive)));
        return derived;
    }

    private static boolean counting(Risk risk, Set<String> inactive) {
        return risk.existingAppliedControls().stream().anyMatch(control -> inactive.contains(control.id()));
    }

    /** Slugs come from matrices; one that no matrix in sight knows is a mistake, not an empty list. */
    private Term slugs(String name) {
        Term plain = Terms.value(
                name,
                Kind.TEXT,
                false,
                true,
                _ -> Clause.of("t."
                        + table.column(table.shape().field(name).orElseThrow()).name()));
        return Terms.custom(plain.criterion(), (condition, from) -> {
            known(condition, from);
            return plain.compile(condition, from);
        });
    }

    private static void known(Condition condition, Viewpoint from) {
        RiskMatrixSight sight = new RiskMatrixSight(from);
        condition.values().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(slug -> !sight.knows(slug))
                .findFirst()
                .ifPresent(slug -> {
                    throw new Refused(Failure.Invalid.of(
                            condition.criterion().name(), "\"" + shortened(slug) + "\" is not a valid choice."));
                });
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }
}
