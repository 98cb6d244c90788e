package redoubt.query.grc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.AssessmentNumbers;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Scored;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.history.PastRows;
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

/** Assessments: seen in the folders where they may be viewed, shown with the numbers that their rows make. */
public final class AssessmentLens implements Lens<ComplianceAssessment> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("progress", Integer.class, false),
            new Derived("assessedCount", Integer.class, false),
            new Derived("totalCount", Integer.class, false),
            new Derived("scores", Map.class, false),
            new Derived("totalMaxScore", Long.class, false),
            new Derived("results", Map.class, false),
            new Derived("statuses", Map.class, false),
            new Derived("compliancePercent", Integer.class, true),
            new Derived("isOverdue", Boolean.class, false),
            new Derived(Sights.HIDDEN, Map.class, false));

    private final Table<ComplianceAssessment> table = Table.of(Shape.of(ComplianceAssessment.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Asking asking;
    private final PastRows past;

    /** The lens; it looks at rows in the tables for now, and in the log for the past. */
    public AssessmentLens(Asking asking, EventLog log) {
        this.asking = asking;
        this.past = new PastRows(log);
        terms.addAll(Lens.super.terms());
        terms.addAll(Everywhere.folders("t.folder"));
        terms.add(Terms.flag("isOverdue", from -> Clause.of(AssessmentSql.OVERDUE, from.today())));
        terms.add(Terms.value("progress", Kind.INTEGER, true, false, _ -> Clause.of(AssessmentSql.PROGRESS)));
        orderings.addAll(Lens.super.orderings());
        orderings.add(Ordering.by("framework", "(read.caseless(t.framework_name) collate \"C\")", false));
        orderings.add(Ordering.by("progress", AssessmentSql.PROGRESS, false));
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<ComplianceAssessment> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.within(from.extent("compliance_assessment"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<ComplianceAssessment> known) {
        return Optional.of(from.extent("compliance_assessment")
                .contains(known.state().folder().id()));
    }

    @Override
    public Optional<String> place(Ref<ComplianceAssessment> ref, ComplianceAssessment state) {
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

    /** By how far they are they can be filtered as well. */
    @Override
    public Set<String> countedBy() {
        return Set.of("assessment", "requirement_assessment");
    }

    @Override
    public Set<String> visibleBy() {
        return Set.of("assessment");
    }

    @Override
    public Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Lens.super.describedBy());
        nouns.add("requirement_assessment");
        return nouns;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<ComplianceAssessment>> known) {
        String organization = from.by().organization();
        Mono<Map<String, List<Scored>>> rows = position == Moment.PRESENT
                ? AssessmentSql.rows(
                        asking,
                        organization,
                        known.stream().map(each -> each.ref().id()).toList())
                : past(organization, position, known);
        return rows.map(byAssessment -> known.stream()
                .map(each -> members(each.state(), rows(each, byAssessment), from))
                .toList());
    }

    /** Those that are known; or as they began, of one that has just begun and is in no table yet. */
    private static List<Scored> rows(Known<ComplianceAssessment> known, Map<String, List<Scored>> byAssessment) {
        List<Scored> rows = byAssessment.get(known.ref().id());
        return rows != null
                ? rows
                : known.state().borne(known.ref()).values().stream()
                        .map(Scored::of)
                        .toList();
    }

    private Mono<Map<String, List<Scored>>> past(
            String organization, long position, List<Known<ComplianceAssessment>> known) {
        return Flux.fromIterable(known)
                .concatMap(each -> past.of(organization, each, position)
                        .map(rows -> Map.entry(
                                each.ref().id(),
                                rows.stream().map(row -> Scored.of(row.state())).toList())))
                .collect(HashMap::new, (all, each) -> all.put(each.getKey(), each.getValue()));
    }

    private static Map<String, @Nullable Object> members(
            ComplianceAssessment assessment, List<Scored> rows, Viewpoint from) {
        Map<String, @Nullable Object> members =
                new LinkedHashMap<>(AssessmentNumbers.of(assessment, rows).members());
        members.put("isOverdue", AssessmentSql.overdue(assessment, from.today()));
        return members;
    }
}
