package redoubt.grc;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Link;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Unique;
import redoubt.model.Words;
import redoubt.people.User;

/** Something that may go wrong: how likely it is, how bad it would be, and what we mean to do about it. */
@Resource(name = "risk", plural = "risks")
public record Risk(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Always @Size(max = 20_000) @Search String description,

        @Size(max = 100) @Unique(within = "folder") @Search @Sort @Filter @Nullable
        String refId,

        @Parent @Always @Sort Ref<Folder> folder,
        @Always @Filter @Sort Status status,
        @Always @Filter @Sort Treatment treatment,
        @Always @Filter Ref<RiskMatrix> riskMatrix,
        @Min(1) @Filter(range = true) @Sort @Nullable Integer likelihood,
        @Min(1) @Filter(range = true) @Sort @Nullable Integer impact,
        @Computed @Filter @Sort @Nullable String severity,
        @Computed @Filter(range = true) @Nullable Integer severityLevel,
        @Computed @Nullable BigDecimal severityRank,
        @Computed @Filter(range = true) @Sort @Nullable Integer score,
        @Min(1) @Filter(range = true) @Nullable Integer inherentLikelihood,
        @Min(1) @Filter(range = true) @Nullable Integer inherentImpact,
        @Computed @Filter @Sort @Nullable String inherentSeverity,
        @Computed @Filter(range = true) @Nullable Integer inherentSeverityLevel,
        @Computed @Filter(range = true) @Nullable Integer inherentScore,
        @Min(1) @Filter(range = true) @Nullable Integer residualLikelihood,
        @Min(1) @Filter(range = true) @Nullable Integer residualImpact,
        @Computed @Filter @Sort @Nullable String residualSeverity,
        @Computed @Filter(range = true) @Nullable Integer residualSeverityLevel,
        @Computed @Filter(range = true) @Nullable Integer residualScore,
        @Min(0) @Max(2) @Nullable Integer strengthOfKnowledge,
        @Size(max = 2_000) @Nullable String justification,
        @Size(max = 50) @Filter List<Ref<User>> owner,
        @Size(max = 500) @Filter @Link List<Ref<Control>> appliedControls,
        @Size(max = 500) @Filter @Link List<Ref<Control>> existingAppliedControls,
        @Size(max = 500) @Filter @Link List<Ref<Asset>> assets,
        @Size(max = 500) @Filter @Link List<Ref<Threat>> threats,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels,
        @Filter(range = true) @Nullable LocalDate identifiedAt,
        @Filter(range = true) @Sort @Nullable LocalDate dueDate,
        @Filter(range = true) @Sort @Nullable LocalDate reviewDate,
        @Computed @Nullable Acceptance acceptance,
        @Computed @Nullable Instant closedAt) {

    /** Fills in what may be left out. */
    public Risk {
        description = Objects.requireNonNullElse(description, "");
        status = Objects.requireNonNullElse(status, Status.OPEN);
        treatment = Objects.requireNonNullElse(treatment, Treatment.OPEN);
        owner = owner == null ? List.of() : List.copyOf(owner);
        appliedControls = appliedControls == null ? List.of() : List.copyOf(appliedControls);
        existingAppliedControls = existingAppliedControls == null ? List.of() : List.copyOf(existingAppliedControls);
        assets = assets == null ? List.of() : List.copyOf(assets);
        threats = threats == null ? List.of() : List.copyOf(threats);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /** Where the work on the risk stands. */
    public enum Status {
        /** Known; nothing is being done yet. */
        OPEN,
        /** Being worked on. */
        IN_PROGRESS,
        /** Brought down to what was wanted. */
        MITIGATED,
        /** Lived with, by somebody's decision. */
        ACCEPTED,
        /** Over. */
        CLOSED
    }

    /** What we mean to do about it. */
    public enum Treatment {
        /** Not decided. */
        OPEN,
        /** Make it less likely or less bad. */
        MITIGATE,
        /** Live with it. */
        ACCEPT,
        /** Stop doing what leads to it. */
        AVOID,
        /** Let somebody else carry it. */
        TRANSFER,
        /** Nothing will be done any more. */
        CANCELLED
    }

    /**
     * Somebody's decision to live with the risk.
     *
     * @param acceptedBy who decided; null for the system
     * @param acceptedAt when
     * @param justification why
     * @param comment a further remark
     * @param expiresOn the last day on which the decision holds; null for no end
     * @param state what was known when it was decided
     */
    public record Acceptance(
            @Nullable Ref<User> acceptedBy,
            Instant acceptedAt,
            String justification,
            @Nullable String comment,
            @Nullable LocalDate expiresOn,
            Ratings state) {}

    /** The ratings a decision was taken on, and the version of the risk that held them. */
    public record Ratings(
            @Nullable Integer likelihood,
            @Nullable Integer impact,
            @Nullable String severity,
            @Nullable Integer residualLikelihood,
            @Nullable Integer residualImpact,
            @Nullable String residualSeverity,
            long version) {}
}
