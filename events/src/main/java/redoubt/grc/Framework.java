package redoubt.grc;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Bears;
import redoubt.model.Computed;
import redoubt.model.Filter;
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

/** A catalogue of requirements that others wrote, brought in as a whole; what is in it never changes. */
@Resource(name = "framework", plural = "frameworks")
public record Framework(
        @Required @NotBlank @Size(max = 255) @Unique @Search @Filter @Sort
        String urn,

        @Size(max = 100) @Unique(within = "folder") @Search @Filter @Nullable
        String refId,

        @Required @NotBlank @Size(max = 200) @Named @Search @Sort
        String name,

        @Always @Size(max = 20_000) @Search String description,
        @Size(max = 200) @Filter @Sort @Nullable String provider,
        @Size(max = 50) @Nullable String versionLabel,
        @Parent @Always Ref<Folder> folder,
        @Always @Filter Boolean isPublished,
        @Always @Min(0) Integer minScore,
        @Always Integer maxScore,
        @Size(max = 200) List<Score> scoresDefinition,
        @Size(max = 100) List<Group> implementationGroupsDefinition,

        @Required @Secret @Size(min = 1, max = Framework.MOST_REQUIREMENTS) @Nullable
        List<Node> requirements,

        @Computed @Always Integer requirementsCount,
        @Computed @Always Integer assessableCount)
        implements Bears<Requirement> {

    /** How many requirements a framework may have. */
    public static final int MOST_REQUIREMENTS = 5_000;

    private static final int MOST_SCORE = 100;

    /** Fills in what may be left out. */
    public Framework {
        description = Objects.requireNonNullElse(description, "");
        isPublished = Objects.requireNonNullElse(isPublished, true);
        minScore = Objects.requireNonNullElse(minScore, 0);
        maxScore = Objects.requireNonNullElse(maxScore, MOST_SCORE);
        scoresDefinition = scoresDefinition == null ? List.of() : List.copyOf(scoresDefinition);
        implementationGroupsDefinition =
                implementationGroupsDefinition == null ? List.of() : List.copyOf(implementationGroupsDefinition);
        // What is known from a table has none: they have a table of their own.
        requirements = requirements == null || requirements.isEmpty() ? null : List.copyOf(requirements);
        requirementsCount = Objects.requireNonNullElse(requirementsCount, 0);
        assessableCount = Objects.requireNonNullElse(assessableCount, 0);
    }

    /** What a score stands for. */
    public record Score(
            @Required Integer score,
            @Required @NotBlank @Size(max = 200) String name,
            @Size(max = 5_000) @Nullable String description) {}

    /** A set of requirements that can be chosen as a whole. */
    public record Group(
            @Required @NotBlank @Size(max = 100) String refId,
            @Required @NotBlank @Size(max = 200) String name,
            @Size(max = 5_000) @Nullable String description,
            @Always Boolean defaultSelected) {

        /** Fills in what may be left out. */
        public Group {
            defaultSelected = Objects.requireNonNullElse(defaultSelected, false);
        }
    }

    /**
     * One requirement, or a section of others.
     *
     * @param parentUrn the section it stands in; null at the top
     * @param orderId where it stands among the others; left out, as they were written
     * @param assessable whether it is to be assessed itself
     * @param minScore the least score it can be given, if that is not the framework's
     * @param maxScore the greatest one
     */
    public record Node(
            @Required @NotBlank @Size(max = 255) String urn,
            @Size(max = 255) @Nullable String parentUrn,
            @Nullable Integer orderId,
            @Size(max = 100) @Nullable String refId,
            @Size(max = 500) @Nullable String name,
            @Size(max = 20_000) @Nullable String description,
            @Required Boolean assessable,
            @Size(max = 100) @Words(max = 100) List<String> implementationGroups,
            @Always @Min(1) Integer weight,
            @Always Requirement.Importance importance,
            @Nullable Integer minScore,
            @Nullable Integer maxScore,
            @Size(max = 20_000) @Nullable String typicalEvidence) {

        /** Fills in what may be left out. */
        public Node {
            implementationGroups = implementationGroups == null ? List.of() : List.copyOf(implementationGroups);
            weight = Objects.requireNonNullElse(weight, 1);
            importance = Objects.requireNonNullElse(importance, Requirement.Importance.UNDEFINED);
        }
    }

    @Override
    public Map<Ref<Requirement>, Requirement> borne(Ref<?> self) {
        Map<Ref<Requirement>, Requirement> borne = new LinkedHashMap<>();
        Ref<Framework> framework = Ref.of(Framework.class, self.id());
        if (requirements != null) {
            requirements.forEach(node -> borne.put(
                    Ref.of(Requirement.class, NameBased.id(self.id(), node.urn())), Requirement.of(framework, node)));
        }
        return borne;
    }
}
