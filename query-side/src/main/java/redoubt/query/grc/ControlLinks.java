package redoubt.query.grc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.Risk;
import redoubt.model.Kind;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.sql.Backlink;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;

/** By what controls are found that stands elsewhere and names them. */
final class ControlLinks {

    /** By the risks that plan a control or count on it. */
    static final Backlink RISKS =
            Backlink.of("risks", Risk.class, Risk::appliedControls, Risk::existingAppliedControls);

    /** By the rows of assessments that name it. */
    static final Backlink ROWS =
            Backlink.of("requirementAssessments", RequirementAssessment.class, RequirementAssessment::appliedControls);

    /** By the assessments that have such rows. */
    static final Backlink ASSESSMENTS = Backlink.through(
            "complianceAssessments",
            RequirementAssessment.class,
            RequirementAssessment::appliedControls,
            RequirementAssessment::complianceAssessment);

    /** All of them. */
    static final List<Backlink> ALL = List.of(RISKS, ROWS, ASSESSMENTS);

    private ControlLinks() {}

    /** What may name a control. */
    enum Link {
        /** Risks. */
        RISKS("t.id in (select unnest(o.applied_controls || o.existing_applied_controls) from read.risk o where o.org ="
                + " ?::uuid and (o.applied_controls <> '{}' or o.existing_applied_controls <> '{}'))"),
        /** Rows of assessments. */
        REQUIREMENT_ASSESSMENTS("t.id in (select unnest(o.applied_controls) from read.requirement_assessment o where"
                + " o.org = ?::uuid and o.applied_controls <> '{}')"),
        /** Tasks. */
        TASKS("t.id in (select unnest(o.applied_controls) from read.task o where o.org = ?::uuid and o.applied_controls"
                + " <> '{}')");

        private final String named;

        Link(String named) {
            this.named = named;
        }

        private Clause holds(Viewpoint from) {
            return Clause.of(named, from.by().organization());
        }
    }

    /** By what names a control at all, whoever sees that; without any, it is nobody's. */
    static Term linked() {
        Criterion criterion =
                new Criterion("linked", Kind.CHOICE, Set.of(Lookup.AMONG, Lookup.NOT), List.of(Link.values()), true);
        return Terms.custom(criterion, ControlLinks::compile);
    }

    private static Clause compile(Condition condition, Viewpoint from) {
        List<Clause> any = new ArrayList<>();
        condition.values().forEach(value -> any.add(((Link) value).holds(from)));
        if (condition.unset()) {
            any.add(Clause.of("not (")
                    .then(Clause.any(Arrays.stream(Link.values())
                            .map(link -> link.holds(from))
                            .toList()))
                    .then(")"));
        }
        Clause found = Clause.any(any);
        return condition.lookup() == Lookup.AMONG
                ? found
                : Clause.of("not (").then(found).then(")");
    }
}
