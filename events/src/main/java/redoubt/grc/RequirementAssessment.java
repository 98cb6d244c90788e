package redoubt.grc;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Link;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;

/** How one requirement is met, within an assessment, which it comes and goes with. */
@Resource(name = "requirement_assessment", plural = "requirement-assessments", comesWith = ComplianceAssessment.class)
public record RequirementAssessment(
        @Computed @Always @Parent @Filter Ref<ComplianceAssessment> complianceAssessment,
        @Computed @Always @Filter Ref<Framework> framework,
        @Computed @Always @Search Demand requirement,
        @Always @Filter @Sort Status status,
        @Always @Filter @Sort Result result,
        @Filter @Nullable ExtendedResult extendedResult,
        @Always @Filter Boolean isScored,
        @Filter(range = true) @Sort @Nullable Integer score,
        @Nullable Integer documentationScore,
        @Nullable Integer targetScore,
        @Always @Size(max = 20_000) String observation,
        @Filter(range = true) @Nullable LocalDate eta,
        @Filter(range = true) @Nullable LocalDate dueDate,
        @Size(max = 500) @Filter @Link List<Ref<Control>> appliedControls) {

    /** Fills in what may be left out. */
    public RequirementAssessment {
        status = Objects.requireNonNullElse(status, Status.TO_DO);
        result = Objects.requireNonNullElse(result, Result.NOT_ASSESSED);
        isScored = Objects.requireNonNullElse(isScored, false);
        observation = Objects.requireNonNullElse(observation, "");
        appliedControls = appliedControls == null ? List.of() : List.copyOf(appliedControls);
    }

    /** Where the work on it stands. */
    public enum Status {
        /** Nobody has looked yet. */
        TO_DO,
        /** Somebody is looking. */
        IN_PROGRESS,
        /** What was found is looked over. */
        IN_REVIEW,
        /** What was found holds. */
        DONE
    }

    /** What was found. */
    public enum Result {
        /** Nothing yet. */
        NOT_ASSESSED,
        /** It is met in part. */
        PARTIALLY_COMPLIANT,
        /** It is not met. */
        NON_COMPLIANT,
        /** It is met. */
        COMPLIANT,
        /** It demands nothing here. */
        NOT_APPLICABLE
    }

    /** What an auditor would call it. */
    public enum ExtendedResult {
        /** A failure of the whole. */
        MAJOR_NONCONFORMITY,
        /** A failure in a part. */
        MINOR_NONCONFORMITY,
        /** Something to keep an eye on. */
        OBSERVATION_SENSITIVE_POINT,
        /** Something that could be better. */
        OPPORTUNITY_FOR_IMPROVEMENT,
        /** Something that others could learn from. */
        GOOD_PRACTICE
    }

    /**
     * What is demanded, as the framework has it.
     *
     * @param parentUrn the section it stands in; null at the top
     * @param orderId where it stands among the others
     * @param assessable whether it is to be assessed itself
     * @param weight how much it counts
     * @param minScore the least score it can be given, if that is not the assessment's
     * @param maxScore the greatest one
     */
    public record Demand(
            String urn,
            @Nullable String refId,
            @Nullable String name,
            @Nullable String description,
            Boolean assessable,
            Integer weight,
            List<String> implementationGroups,
            @Nullable String parentUrn,
            Integer orderId,
            @Nullable Integer minScore,
            @Nullable Integer maxScore) {

        /** Fills in what may be left out. */
        public Demand {
            weight = Objects.requireNonNullElse(weight, 1);
            implementationGroups = implementationGroups == null ? List.of() : List.copyOf(implementationGroups);
        }

        /** What a node of a framework demands. */
        public static Demand of(Framework.Node node) {
            return new Demand(
                    node.urn(),
                    node.refId(),
                    node.name(),
                    node.description(),
                    node.assessable(),
                    node.weight(),
                    node.implementationGroups(),
                    node.parentUrn(),
                    Objects.requireNonNullElse(node.orderId(), 0),
                    node.minScore(),
                    node.maxScore());
        }
    }

    /** What is taken over from an earlier assessment. */
    public record Found(
            Status status,
            Result result,
            Boolean isScored,
            @Nullable Integer score,
            @Nullable Integer documentationScore,
            @Nullable String observation,
            List<Ref<Control>> appliedControls) {

        /** Fills in what may be left out. */
        public Found {
            status = Objects.requireNonNullElse(status, Status.TO_DO);
            result = Objects.requireNonNullElse(result, Result.NOT_ASSESSED);
            isScored = Objects.requireNonNullElse(isScored, false);
            appliedControls = appliedControls == null ? List.of() : List.copyOf(appliedControls);
        }
    }

    /** What a later assessment takes over from it; null if there is nothing to take over. */
    public @Nullable Found found() {
        boolean untouched = status == Status.TO_DO
                && result == Result.NOT_ASSESSED
                && !isScored
                && score == null
                && documentationScore == null
                && observation.isEmpty()
                && appliedControls.isEmpty();
        return untouched
                ? null
                : new Found(status, result, isScored, score, documentationScore, observation, appliedControls);
    }

    static RequirementAssessment of(
            Ref<ComplianceAssessment> assessment, Ref<Framework> framework, ComplianceAssessment.Row row) {
        Found found = Objects.requireNonNullElse(
                row.found(), new Found(Status.TO_DO, Result.NOT_ASSESSED, false, null, null, null, List.of()));
        return new RequirementAssessment(
                assessment,
                framework,
                row.requirement(),
                found.status(),
                found.result(),
                null,
                found.isScored(),
                found.score(),
                found.documentationScore(),
                null,
                Objects.requireNonNullElse(found.observation(), ""),
                null,
                null,
                found.appliedControls());
    }
}
