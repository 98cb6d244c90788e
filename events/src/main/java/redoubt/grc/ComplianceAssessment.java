package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Bears;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Link;
import redoubt.model.NameBased;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Secret;
import redoubt.model.Sort;
import redoubt.model.Unique;
import redoubt.model.Words;
import redoubt.people.User;

/** How far a part of the organization meets a framework, requirement by requirement. */
@Resource(name = "assessment", plural = "compliance-assessments", right = "compliance_assessment")
public record ComplianceAssessment(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Always @Size(max = 20_000) @Search String description,
        @Always @Size(max = 20_000) String observation,

        @Size(max = 100) @Unique(within = "folder") @Search @Filter @Nullable
        String refId,

        @Required @Filter Ref<Framework> framework,
        @Computed @Always @Search String frameworkName,
        @Parent @Always Ref<Folder> folder,
        @Always @Size(max = 100) String versionLabel,
        @Always @Filter @Sort Status status,
        @Always @Filter Boolean isLocked,
        @Filter(range = true) @Sort @Nullable LocalDate eta,
        @Filter(range = true) @Sort @Nullable LocalDate dueDate,
        @Size(max = 50) @Filter List<Ref<User>> authors,
        @Size(max = 50) @Filter List<Ref<User>> reviewers,
        @Size(max = 500) @Filter @Link List<Ref<Asset>> assets,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels,
        @Size(max = 100) @Words(max = 100) List<String> selectedImplementationGroups,
        @Always Integer minScore,
        @Always Integer maxScore,
        @Nullable BigDecimal targetScore,
        @Always Boolean anchorNaToTarget,
        @Always ScoreMethod scoreCalculationMethod,
        @Always Boolean documentationScoreEnabled,
        @Always ProgressMode progressMode,
        @Always Boolean requireFullProgress,
        @Secret @Nullable Ref<ComplianceAssessment> baseline,
        @Computed @Secret List<Row> rows,
        @Computed @Filter(range = true) @Sort @Nullable Instant completedAt,
        @Computed @Nullable Ref<User> completedBy,
        @Computed @Always Integer completionCount)
        implements Bears<RequirementAssessment> {

    /** Fills in what may be left out. */
    public ComplianceAssessment {
        description = Objects.requireNonNullElse(description, "");
        observation = Objects.requireNonNullElse(observation, "");
        frameworkName = Objects.requireNonNullElse(frameworkName, "");
        versionLabel = Objects.requireNonNullElse(versionLabel, "1.0");
        status = Objects.requireNonNullElse(status, Status.PLANNED);
        isLocked = Objects.requireNonNullElse(isLocked, false);
        authors = authors == null ? List.of() : List.copyOf(authors);
        reviewers = reviewers == null ? List.of() : List.copyOf(reviewers);
        assets = assets == null ? List.of() : List.copyOf(assets);
        labels = labels == null ? List.of() : List.copyOf(labels);
        selectedImplementationGroups =
                selectedImplementationGroups == null ? List.of() : List.copyOf(selectedImplementationGroups);
        anchorNaToTarget = Objects.requireNonNullElse(anchorNaToTarget, false);
        scoreCalculationMethod = Objects.requireNonNullElse(scoreCalculationMethod, ScoreMethod.AVERAGE);
        documentationScoreEnabled = Objects.requireNonNullElse(documentationScoreEnabled, false);
        progressMode = Objects.requireNonNullElse(progressMode, ProgressMode.STATUS);
        requireFullProgress = Objects.requireNonNullElse(requireFullProgress, false);
        rows = rows == null ? List.of() : List.copyOf(rows);
        completionCount = Objects.requireNonNullElse(completionCount, 0);
    }

    /** Where the work on it stands. */
    public enum Status {
        /** Not begun. */
        PLANNED,
        /** Being worked on. */
        IN_PROGRESS,
        /** Being looked over; its rows stay as they are. */
        IN_REVIEW,
        /** On record; its rows stay as they are. */
        DONE,
        /** No longer of use. */
        DEPRECATED
    }

    /** How the scores of requirements make one. */
    public enum ScoreMethod {
        /** A mean, each requirement by its weight. */
        AVERAGE,
        /** A weighted sum. */
        SUM,
        /** A mean of sections, each of which is a weighted mean. */
        AVERAGE_OF_AVERAGES
    }

    /** What tells that a requirement has been assessed. */
    public enum ProgressMode {
        /** Its status is done. */
        STATUS,
        /** It has a result. */
        RESULT,
        /** It has more than the least score. */
        SCORE
    }

    /**
     * A requirement that is assessed, and what is known of it from the beginning.
     *
     * @param requirement what is demanded
     * @param found what an earlier assessment found; null for nothing
     */
    public record Row(RequirementAssessment.Demand requirement, RequirementAssessment.@Nullable Found found) {}

    /** Whether a requirement that belongs to these groups is part of what is assessed: all are while none is chosen. */
    public boolean covers(List<String> groups) {
        return selectedImplementationGroups.isEmpty()
                || selectedImplementationGroups.stream().anyMatch(groups::contains);
    }

    @Override
    public Map<Ref<RequirementAssessment>, RequirementAssessment> borne(Ref<?> self) {
        Map<Ref<RequirementAssessment>, RequirementAssessment> borne = new LinkedHashMap<>();
        Ref<ComplianceAssessment> assessment = Ref.of(ComplianceAssessment.class, self.id());
        for (Row row : rows) {
            borne.put(
                    Ref.of(
                            RequirementAssessment.class,
                            NameBased.id(self.id(), row.requirement().urn())),
                    RequirementAssessment.of(assessment, framework, row));
        }
        return borne;
    }
}
