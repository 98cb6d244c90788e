package redoubt.grc;

import org.jspecify.annotations.Nullable;
import redoubt.model.Fact;
import redoubt.model.Patch;

/**
 * An assessment was put on record; what that changed stands in the update before it.
 *
 * @param progress how far it was, in percent
 * @param comment what the one who did it had to say
 */
@Fact.Happened(to = ComplianceAssessment.class, as = "completed")
public record AssessmentCompleted(int progress, @Nullable String comment) implements Fact<ComplianceAssessment> {

    @Override
    public Patch<ComplianceAssessment> effect() {
        return Patch.of(ComplianceAssessment.class);
    }
}
