package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import redoubt.model.Noted;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Unique;
import redoubt.model.Words;
import redoubt.people.User;

/** Something that somebody is to do, mostly until some day, and perhaps again and again. */
@Resource(name = "task", plural = "tasks")
public record Task(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Always @Size(max = 20_000) @Search String description,

        @Size(max = 100) @Unique(within = "folder") @Search @Filter @Nullable
        String refId,

        @Parent @Always Ref<Folder> folder,
        @Filter(range = true) @Sort @Nullable LocalDate dueDate,
        @Always @Filter @Sort Status status,
        @Always @Size(max = 20_000) @Search String observation,
        @Size(max = 50) @Filter List<Ref<User>> assignedTo,
        @Size(max = 500) @Filter @Link List<Ref<Control>> appliedControls,
        @Size(max = 500) @Filter @Link List<Ref<ComplianceAssessment>> complianceAssessments,
        @Size(max = 500) @Filter @Link List<Ref<Risk>> risks,
        @Size(max = 500) @Filter @Link List<Ref<Asset>> assets,

        @Size(max = 2_048)
        @Pattern(regexp = "[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#]\\S*", message = "Enter a valid http or https address.")
        @Nullable
        String link,

        @Size(max = 20) @Words(max = 100) @Filter List<String> labels,
        @Nullable Recurrence recurrence,
        @Computed @Sort @Nullable Instant completedAt,
        @Computed @Nullable Ref<User> completedBy,
        @Computed @Nullable String seriesId,
        @Computed @Nullable LocalDate scheduledDate,
        @Computed @Noted @Nullable Series series,
        @Computed @Noted @Always List<Announced> announced,
        @Computed @Noted @Nullable LocalDate awaited,
        @Computed @Noted @Nullable Integer warned) {

    /** Fills in what may be left out. */
    public Task {
        description = Objects.requireNonNullElse(description, "");
        status = Objects.requireNonNullElse(status, Status.PENDING);
        observation = Objects.requireNonNullElse(observation, "");
        assignedTo = assignedTo == null ? List.of() : List.copyOf(assignedTo);
        appliedControls = appliedControls == null ? List.of() : List.copyOf(appliedControls);
        complianceAssessments = complianceAssessments == null ? List.of() : List.copyOf(complianceAssessments);
        risks = risks == null ? List.of() : List.copyOf(risks);
        assets = assets == null ? List.of() : List.copyOf(assets);
        labels = labels == null ? List.of() : List.copyOf(labels);
        announced = announced == null ? List.of() : List.copyOf(announced);
    }

    /** Where the work stands. */
    public enum Status {
        /** Nobody has begun. */
        PENDING,
        /** Somebody is at it. */
        IN_PROGRESS,
        /** Done. */
        COMPLETED,
        /** It will not be done. */
        CANCELLED;

        /** Whether something is still to be done. */
        public boolean open() {
            return this == PENDING || this == IN_PROGRESS;
        }
    }

    /**
     * Something that was said about a due date, once and for all.
     *
     * @param dueDate the due date it was said about
     * @param daysBefore how many days before it was said that it comes near; null if it was said that it has passed
     */
    public record Announced(LocalDate dueDate, @Nullable Integer daysBefore) {}

    /**
     * What the tasks of a series have in common, as the last of them knows it.
     *
     * @param start the day from which the rule counts
     * @param number which of the series this task is, from 1
     * @param followed whether the next one has been made
     * @param plan what the next one will be
     */
    public record Series(LocalDate start, Integer number, Boolean followed, Plan plan) {}

    /** What each task of a series begins as: the components of the same names. */
    public record Plan(
            String name,
            String description,
            Ref<Folder> folder,
            List<Ref<User>> assignedTo,
            List<Ref<Control>> appliedControls,
            List<Ref<Risk>> risks,
            List<Ref<Asset>> assets,
            @Nullable String link,
            List<String> labels,
            @Nullable Recurrence recurrence) {}

    /** Whether it was said of the present due date that it has passed. */
    public boolean announcedOverdue() {
        return dueDate != null && announced.contains(new Announced(dueDate, null));
    }
}
