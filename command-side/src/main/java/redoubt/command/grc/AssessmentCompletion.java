package redoubt.command.grc;

import jakarta.validation.constraints.Size;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.AssessmentCompleted;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Patch;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;

/** An assessment is put on record. */
public final class AssessmentCompletion
        implements Behaviour<ComplianceAssessment, AssessmentCompletion.Input, Collection<RequirementAssessment>> {

    /** What the one who does it has to say. */
    public record Input(@Size(max = 2_000) @Nullable String comment) {}

    @Override
    public Class<ComplianceAssessment> of() {
        return ComplianceAssessment.class;
    }

    @Override
    public String name() {
        return "complete";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.change("compliance_assessment");
    }

    @Override
    public String summary() {
        return "Put an assessment on record";
    }

    @Override
    public Mono<Collection<RequirementAssessment>> look(
            Situation<ComplianceAssessment> here, Input input, World world) {
        return AssessmentRows.all(here.target().ref(), world);
    }

    @Override
    public Decision decide(Situation<ComplianceAssessment> here, Input input, Collection<RequirementAssessment> rows) {
        ComplianceAssessment assessment = here.target().state();
        if (assessment.isLocked()) {
            return Decision.refused(AssessmentStatus.locked());
        }
        Failure objection = assessment.status() == Status.DONE
                ? AssessmentStatus.invalid(Status.DONE, Status.DONE)
                : AssessmentStatus.objection(assessment.status(), Status.DONE);
        if (objection != null) {
            return Decision.refused(objection);
        }
        int progress = AssessmentRows.numbers(assessment, rows).progress();
        if (assessment.requireFullProgress() && progress < 100) {
            return Decision.refused(AssessmentStatus.incomplete(progress));
        }
        ComplianceAssessment done = Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::status, Status.DONE)
                .applyTo(assessment);
        ComplianceAssessment settled = AssessmentStatus.settle(assessment.status(), done, here.now(), here.by())
                .applyTo(done);
        return Decision.nothing()
                .andUpdate(here.target().ref(), Patch.between(assessment, settled))
                .and(here.target().ref(), new AssessmentCompleted(progress, input.comment()));
    }
}
