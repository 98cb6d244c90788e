package redoubt.grc;

import redoubt.model.Fact;
import redoubt.model.Patch;

/** An assessment that was on record is worked on again, for the reason given. */
@Fact.Happened(to = ComplianceAssessment.class, as = "reopened")
public record AssessmentReopened(String reason) implements Fact<ComplianceAssessment> {

    @Override
    public Patch<ComplianceAssessment> effect() {
        return Patch.of(ComplianceAssessment.class);
    }
}
