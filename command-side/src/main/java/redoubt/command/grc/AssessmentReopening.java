package redoubt.command.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.TargetBehaviour;
import redoubt.grc.AssessmentReopened;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.model.Patch;
import redoubt.model.Required;
import redoubt.model.access.Permission;

/** An assessment that is on record, or was put aside, is worked on again. */
public final class AssessmentReopening implements TargetBehaviour<ComplianceAssessment, AssessmentReopening.Input> {

    /** Why. */
    public record Input(
            @Required @NotBlank @Size(max = 2_000) String reason) {}

    @Override
    public Class<ComplianceAssessment> of() {
        return ComplianceAssessment.class;
    }

    @Override
    public String name() {
        return "reopen";
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
        return "Work on an assessment again that was on record";
    }

    /** What was put aside is unlocked by it; what somebody locked on purpose is not. */
    @Override
    public Decision decide(Situation<ComplianceAssessment> here, Input input) {
        ComplianceAssessment assessment = here.target().state();
        Status from = assessment.status();
        if (from != Status.DONE && from != Status.DEPRECATED) {
            return Decision.refused(AssessmentStatus.invalid(from, Status.IN_PROGRESS));
        }
        if (from == Status.DONE && assessment.isLocked()) {
            return Decision.refused(AssessmentStatus.locked());
        }
        Patch<ComplianceAssessment> reopened = Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::status, Status.IN_PROGRESS)
                .set(ComplianceAssessment::isLocked, false)
                .set(ComplianceAssessment::completedAt, null)
                .set(ComplianceAssessment::completedBy, null);
        return Decision.nothing()
                .andUpdate(here.target().ref(), Patch.between(assessment, reopened.applyTo(assessment)))
                .and(here.target().ref(), new AssessmentReopened(input.reason()));
    }
}
