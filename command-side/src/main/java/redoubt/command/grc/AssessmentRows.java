package redoubt.command.grc;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.World;
import redoubt.grc.AssessmentNumbers;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.Demand;
import redoubt.grc.RequirementAssessment.Found;
import redoubt.grc.Scored;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;

/** The rows of an assessment, looked at only when it matters: each look is part of what must not change meanwhile. */
final class AssessmentRows {

    private static final Shape<ComplianceAssessment> SHAPE = Shape.of(ComplianceAssessment.class);

    /** What the numbers of an assessment hang on, beside its rows. */
    private static final Set<Field<ComplianceAssessment, ?>> NUMBERS = Set.of(
            SHAPE.field(ComplianceAssessment::selectedImplementationGroups),
            SHAPE.field(ComplianceAssessment::minScore),
            SHAPE.field(ComplianceAssessment::maxScore),
            SHAPE.field(ComplianceAssessment::targetScore),
            SHAPE.field(ComplianceAssessment::anchorNaToTarget),
            SHAPE.field(ComplianceAssessment::scoreCalculationMethod),
            SHAPE.field(ComplianceAssessment::documentationScoreEnabled),
            SHAPE.field(ComplianceAssessment::progressMode));

    private AssessmentRows() {}

    static Mono<Collection<RequirementAssessment>> all(Ref<ComplianceAssessment> assessment, World world) {
        return world.borne(assessment, RequirementAssessment.class)
                .map(rows -> rows.values().stream().map(Known::state).toList());
    }

    /** Those of a draft, if what is proposed hangs on them; none otherwise. */
    static Mono<Collection<RequirementAssessment>> of(Draft<ComplianceAssessment> draft, World world) {
        ComplianceAssessment former = draft.former();
        ComplianceAssessment proposed = draft.proposed();
        boolean matters = former != null
                && (scaled(former, proposed) || (proposed.status() == Status.DONE && former.status() != Status.DONE));
        return matters ? all(draft.ref(), world) : Mono.just(List.of());
    }

    static boolean scaled(ComplianceAssessment former, ComplianceAssessment proposed) {
        return !Objects.equals(former.minScore(), proposed.minScore())
                || !Objects.equals(former.maxScore(), proposed.maxScore());
    }

    static AssessmentNumbers numbers(ComplianceAssessment assessment, Collection<RequirementAssessment> rows) {
        return AssessmentNumbers.of(assessment, rows.stream().map(Scored::of).toList());
    }

    /** Whether a patch does nothing but take the lock away. */
    static boolean onlyUnlocks(Patch<ComplianceAssessment> patch) {
        return patch.only(field -> !field.equals(SHAPE.field(ComplianceAssessment::isLocked)))
                .isEmpty();
    }

    /** Whether a patch could move the numbers. */
    static boolean moves(Patch<ComplianceAssessment> patch) {
        return NUMBERS.stream().anyMatch(patch::has);
    }

    /** What is taken over from an earlier row, without scores that have no place on the scale of the new one. */
    static @Nullable Found onScale(RequirementAssessment earlier, Demand demand, ComplianceAssessment assessment) {
        Found found = earlier.found();
        if (found == null) {
            return null;
        }
        Integer score = within(found.score(), demand, assessment);
        return new Found(
                found.status(),
                found.result(),
                found.isScored() && (found.score() == null || score != null),
                score,
                within(found.documentationScore(), demand, assessment),
                found.observation(),
                found.appliedControls());
    }

    private static @Nullable Integer within(@Nullable Integer score, Demand demand, ComplianceAssessment assessment) {
        return score == null || score < least(demand, assessment) || score > greatest(demand, assessment)
                ? null
                : score;
    }

    static int least(Demand demand, ComplianceAssessment assessment) {
        return Objects.requireNonNullElse(demand.minScore(), assessment.minScore());
    }

    static int greatest(Demand demand, ComplianceAssessment assessment) {
        return Objects.requireNonNullElse(demand.maxScore(), assessment.maxScore());
    }
}
