package redoubt.grc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.RequirementAssessment.Status;

/**
 * What the numbers of an assessment are made from: a requirement without its texts, and what was found.
 *
 * @param minScore the least score it can be given, if that is not the assessment's
 * @param maxScore the greatest one
 */
public record Scored(
        String urn,
        @Nullable String parentUrn,
        boolean assessable,
        int weight,
        List<String> groups,
        @Nullable Integer minScore,
        @Nullable Integer maxScore,
        Status status,
        Result result,
        boolean isScored,
        @Nullable Integer score,
        @Nullable Integer documentationScore) {

    /** That of a row. */
    public static Scored of(RequirementAssessment row) {
        Demand demand = row.requirement();
        return new Scored(
                demand.urn(),
                demand.parentUrn(),
                demand.assessable(),
                demand.weight(),
                demand.implementationGroups(),
                demand.minScore(),
                demand.maxScore(),
                row.status(),
                row.result(),
                row.isScored(),
                row.score(),
                row.documentationScore());
    }

    /** The same for who looks at nothing above it. */
    public Scored atTop() {
        return new Scored(
                urn,
                null,
                assessable,
                weight,
                groups,
                minScore,
                maxScore,
                status,
                result,
                isScored,
                score,
                documentationScore);
    }

    /** Whether it counts in an assessment. */
    boolean counts(ComplianceAssessment assessment) {
        return assessable && assessment.covers(groups);
    }

    int least(ComplianceAssessment assessment) {
        return Objects.requireNonNullElse(minScore, assessment.minScore());
    }

    int greatest(ComplianceAssessment assessment) {
        return Objects.requireNonNullElse(maxScore, assessment.maxScore());
    }

    /** Whether it has been assessed, as the assessment understands that. */
    boolean assessed(ComplianceAssessment assessment) {
        return switch (assessment.progressMode()) {
            case STATUS -> status == Status.DONE;
            case RESULT -> result != Result.NOT_ASSESSED;
            case SCORE -> score != null && score > least(assessment);
        };
    }
}
