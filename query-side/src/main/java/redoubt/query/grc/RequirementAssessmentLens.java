package redoubt.query.grc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
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

/** The rows of assessments: where their assessment lies they lie too, and what it says of scales and groups holds for them. */
public final class RequirementAssessmentLens implements Lens<RequirementAssessment> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("folder", String.class, true),
            new Derived("resolvedScale", Map.class, false),
            new Derived("inScope", Boolean.class, false),
            new Derived(Sights.HIDDEN, Map.class, false));
    private static final String WITHIN =
            "t.compliance_assessment in (select a.id from read.assessment a where a.org = ?::uuid and ";

    private final Table<RequirementAssessment> table = Table.of(Shape.of(RequirementAssessment.class));
    private final Table<ComplianceAssessment> assessments = Table.of(Shape.of(ComplianceAssessment.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Asking asking;
    private final Timeline timeline;

    /** The lens; it finds assessments in the tables for now, and in the log for the past. */
    public RequirementAssessmentLens(Asking asking, EventLog log) {
        this.asking = asking;
        this.timeline = new LogTimeline(log);
        terms.addAll(Lens.super.terms());
        Everywhere.folders("a.folder")
                .forEach(term -> terms.add(Terms.custom(
                        term.criterion(), (condition, from) -> within(term.compile(condition, from), from))));
        terms.add(Terms.text("urn", "t.urn", false));
        terms.add(Terms.text("refId", "t.ref_id", true));
        orderings.add(Ordering.few("orderId", "t.order_id", false));
        orderings.addAll(Lens.super.orderings());
        orderings.replaceAll(each -> each.name().equals("score") ? Ordering.few("score", "t.score", true) : each);
    }

    private static Clause within(Clause assessments, Viewpoint from) {
        return assessments.equals(Clause.TRUE) || assessments.equals(Clause.FALSE)
                ? assessments
                : Clause.of(WITHIN, from.by().organization()).then(assessments).then(")");
    }

    @Override
    public boolean alike() {
        return true;
    }

    @Override
    public Table<RequirementAssessment> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return within(InFolders.within(from.extent("requirement_assessment"), "a.folder"), from);
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<RequirementAssessment> known) {
        return Optional.empty();
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
        return Set.of("requirement_assessment", "assessment");
    }

    @Override
    public Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Lens.super.describedBy());
        nouns.add("assessment");
        return nouns;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public String title(Viewpoint from, RequirementAssessment state) {
        Demand demand = state.requirement();
        return Objects.requireNonNullElse(demand.refId(), demand.urn());
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<RequirementAssessment>> known) {
        String organization = from.by().organization();
        List<Ref<ComplianceAssessment>> asked = known.stream()
                .map(row -> row.state().complianceAssessment())
                .distinct()
                .toList();
        Flux<Known<ComplianceAssessment>> found = position == Moment.PRESENT
                ? present(organization, asked)
                : Flux.fromIterable(asked)
                        .concatMap(each -> timeline.within(organization).at(each, position));
        return found.collectMap(Known::ref, Known::state).map(byRef -> known.stream()
                .map(row -> members(row.state(), byRef.get(row.state().complianceAssessment())))
                .toList());
    }

    private Flux<Known<ComplianceAssessment>> present(String organization, List<Ref<ComplianceAssessment>> asked) {
        Object ids = Binds.ids(asked.stream().map(Ref::id).toList());
        return asking.rows(
                organization,
                Clause.of(
                        "select " + assessments.selected("t") + " from " + assessments.name()
                                + " t where t.id = any(?::uuid[]) and t.org = ?::uuid",
                        ids,
                        organization),
                assessments::read);
    }

    private static Map<String, @Nullable Object> members(
            RequirementAssessment row, @Nullable ComplianceAssessment assessment) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Map<String, @Nullable Object> scale = new LinkedHashMap<>();
        Demand demand = row.requirement();
        scale.put("min", demand.minScore() != null || assessment == null ? demand.minScore() : assessment.minScore());
        scale.put("max", demand.maxScore() != null || assessment == null ? demand.maxScore() : assessment.maxScore());
        members.put("folder", assessment == null ? null : assessment.folder().id());
        members.put("resolvedScale", scale);
        members.put("inScope", assessment != null && assessment.covers(demand.implementationGroups()));
        return members;
    }
}
