package redoubt.grc;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;

/** One line of a framework: something to be met, or a section of such lines. It comes and goes with its framework. */
@Resource(name = "requirement", plural = "requirements", comesWith = Framework.class)
public record Requirement(
        @Computed @Always @Parent @Filter Ref<Framework> framework,
        @Computed @Always @Filter String urn,
        @Computed @Filter @Nullable String parentUrn,
        @Computed @Always @Sort Integer orderId,
        @Computed @Filter @Search @Nullable String refId,
        @Computed @Search @Nullable String name,
        @Computed @Search @Nullable String description,
        @Computed @Always @Filter Boolean assessable,
        @Computed @Filter List<String> implementationGroups,
        @Computed @Always Integer weight,
        @Computed @Always Importance importance,
        @Computed @Nullable Integer minScore,
        @Computed @Nullable Integer maxScore,
        @Computed @Nullable String typicalEvidence) {

    /** Fills in what may be left out. */
    public Requirement {
        orderId = Objects.requireNonNullElse(orderId, 0);
        assessable = Objects.requireNonNullElse(assessable, false);
        implementationGroups = implementationGroups == null ? List.of() : List.copyOf(implementationGroups);
        weight = Objects.requireNonNullElse(weight, 1);
        importance = Objects.requireNonNullElse(importance, Importance.UNDEFINED);
    }

    /** How much its authors insist on it. */
    public enum Importance {
        /** It must be met. */
        MANDATORY,
        /** It should be met. */
        RECOMMENDED,
        /** It may be met. */
        NICE_TO_HAVE,
        /** They do not say. */
        UNDEFINED
    }

    static Requirement of(Ref<Framework> framework, Framework.Node node) {
        return new Requirement(
                framework,
                node.urn(),
                node.parentUrn(),
                Objects.requireNonNullElse(node.orderId(), 0),
                node.refId(),
                node.name(),
                node.description(),
                node.assessable(),
                node.implementationGroups(),
                node.weight(),
                node.importance(),
                node.minScore(),
                node.maxScore(),
                node.typicalEvidence());
    }
}
