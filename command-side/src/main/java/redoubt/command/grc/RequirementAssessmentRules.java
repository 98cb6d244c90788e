package redoubt.command.grc;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.ExtendedResult;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** What is found lies on the scale of its requirement, and stays as it is once the assessment is looked over or on record. */
public final class RequirementAssessmentRules implements Rules<RequirementAssessment, ComplianceAssessment> {

    private static final Shape<RequirementAssessment> SHAPE = Shape.of(RequirementAssessment.class);
    private static final Field<RequirementAssessment, Integer> SCORE = SHAPE.field(RequirementAssessment::score);
    private static final Field<RequirementAssessment, Boolean> SCORED = SHAPE.field(RequirementAssessment::isScored);

    @Override
    public Class<RequirementAssessment> of() {
        return RequirementAssessment.class;
    }

    /** Who gives a score means it to count, unless they say otherwise. */
    @Override
    public Patch<RequirementAssessment> meant(Patch<RequirementAssessment> sent) {
        return sent.get(SCORE) != null && !sent.has(SCORED) ? sent.with(SCORED, true) : sent;
    }

    /** Whoever completes the assessment meanwhile wins: it is part of what must not change. */
    @Override
    public Mono<ComplianceAssessment> look(Draft<RequirementAssessment> draft, World world) {
        return world.find(draft.proposed().complianceAssessment()).map(Known::state);
    }

    @Override
    public Ruling<RequirementAssessment> judge(Draft<RequirementAssessment> draft, ComplianceAssessment assessment) {
        RequirementAssessment proposed = draft.proposed();
        Complaints complaints = new Complaints();
        scores(proposed, assessment, complaints);
        extended(proposed, complaints);
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        boolean changes = !proposed.equals(draft.former());
        Failure objection = changes ? objection(assessment) : null;
        return objection == null ? Ruling.settled(proposed) : Ruling.refused(objection);
    }

    /** Why the rows of an assessment cannot be changed now; null if they can. */
    static @Nullable Failure objection(ComplianceAssessment assessment) {
        if (assessment.isLocked()) {
            return AssessmentStatus.locked();
        }
        if (assessment.status() == Status.IN_REVIEW) {
            return Failure.Conflict.of("in_review", "The assessment is being looked over.");
        }
        return assessment.status() == Status.DONE ? AssessmentStatus.done() : null;
    }

    private static void scores(RequirementAssessment proposed, ComplianceAssessment assessment, Complaints complaints) {
        score("score", proposed.score(), proposed, assessment, complaints);
        score("documentationScore", proposed.documentationScore(), proposed, assessment, complaints);
        score("targetScore", proposed.targetScore(), proposed, assessment, complaints);
    }

    private static void score(
            String path,
            @Nullable Integer score,
            RequirementAssessment proposed,
            ComplianceAssessment assessment,
            Complaints complaints) {
        int least = AssessmentRows.least(proposed.requirement(), assessment);
        int greatest = AssessmentRows.greatest(proposed.requirement(), assessment);
        if (score != null && (score < least || score > greatest)) {
            complaints.add(path, "Scores of this requirement lie between " + least + " and " + greatest + ".");
        }
    }

    private static void extended(RequirementAssessment proposed, Complaints complaints) {
        if (!fits(proposed.extendedResult(), proposed.result())) {
            complaints.add("extendedResult", "This does not go with the result.");
        }
    }

    /** Whether an auditor may call it that with such a result. */
    static boolean fits(@Nullable ExtendedResult extended, Result result) {
        return switch (extended) {
            case null -> true;
            case MAJOR_NONCONFORMITY, MINOR_NONCONFORMITY ->
                result == Result.NON_COMPLIANT || result == Result.PARTIALLY_COMPLIANT;
            case GOOD_PRACTICE -> result == Result.COMPLIANT;
            case OBSERVATION_SENSITIVE_POINT, OPPORTUNITY_FOR_IMPROVEMENT -> true;
        };
    }
}
