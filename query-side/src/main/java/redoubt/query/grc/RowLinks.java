package redoubt.query.grc;

import io.r2dbc.spi.Readable;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.history.Timeline;
import redoubt.query.sql.Clause;

/** The rows of assessments that name controls. */
final class RowLinks implements Linked.Source<RequirementAssessment, LinkedThing> {

    private static final Shape<RequirementAssessment> ROW = Shape.of(RequirementAssessment.class);

    @Override
    public List<Field<RequirementAssessment, ?>> lists() {
        return List.of(ROW.field(RequirementAssessment::appliedControls));
    }

    @Override
    public Clause present(String organization, Object ids) {
        return Clause.of(
                "select r.id, a.folder, r.applied_controls from read.requirement_assessment r join read.assessment a"
                        + " on a.id = r.compliance_assessment where r.org = ?::uuid and r.id in (select f.id from"
                        + " read.requirement_assessment_found f where f.org = ?::uuid and f.applied_controls &&"
                        + " ?::uuid[]) order by r.id",
                organization,
                organization,
                ids);
    }

    @Override
    public LinkedThing row(Readable row) {
        return LinkedThing.read(row);
    }

    @Override
    public Mono<LinkedThing> of(Known<RequirementAssessment> known, Timeline timeline, long position) {
        RequirementAssessment row = known.state();
        return timeline.at(row.complianceAssessment(), position)
                .map(assessment -> LinkedThing.of(known, assessment.state().folder(), row.appliedControls()));
    }
}
