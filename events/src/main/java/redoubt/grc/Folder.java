package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Unique;
import redoubt.model.Words;

/** A place in the tree that orders an organization's things and says who may see them. */
@Resource(name = "folder", plural = "folders")
public record Folder(
        @Required
        @NotBlank
        @Size(max = 200)
        @Pattern(regexp = "[^/]*", message = "Folder names may not contain a slash.")
        @Unique(within = "parentFolder")
        @Named
        @Search
        @Sort
        @Filter
        String name,

        @Always @Size(max = 10_000) @Search String description,

        @Size(max = 100) @Unique(within = "parentFolder") @Search @Nullable
        String refId,

        @Parent @Filter @Nullable Ref<Folder> parentFolder,
        @Computed @Always @Filter ContentType contentType,
        @Nullable Ref<RiskMatrix> defaultRiskMatrix,
        @Size(max = 32) @Nullable String riskTolerance,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels) {

    /** The depth of the deepest folder; the root has depth 0. */
    public static final int MAX_DEPTH = 10;

    /** What sort of folder it is. */
    public enum ContentType {
        /** The one folder of an organization that has no parent. */
        ROOT,
        /** Any other folder. */
        DOMAIN
    }

    /** Fills in what may be left out. */
    public Folder {
        description = Objects.requireNonNullElse(description, "");
        contentType = Objects.requireNonNullElse(contentType, ContentType.DOMAIN);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /** Whether it is the top of its organization's tree. */
    public boolean isRoot() {
        return contentType == ContentType.ROOT;
    }
}
