package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Filter;
import redoubt.model.Link;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.model.Spelled;
import redoubt.model.Unique;
import redoubt.model.Words;
import redoubt.people.User;

/** Something worth protecting: what the organization lives by, or what that stands on. */
@Resource(name = "asset", plural = "assets")
public record Asset(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Always @Size(max = 20_000) @Search String description,

        @Size(max = 100) @Unique(within = "folder") @Search @Sort @Filter @Nullable
        String refId,

        @Parent @Always @Sort Ref<Folder> folder,
        @Always @Filter @Sort Type type,
        @Size(max = 500) @Filter @Link List<Ref<Asset>> parentAssets,
        @Size(max = 50) @Filter List<Ref<User>> owner,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels,
        @Size(max = 200) @Nullable String businessValue) {

    /** Fills in what may be left out. */
    public Asset {
        description = Objects.requireNonNullElse(description, "");
        type = Objects.requireNonNullElse(type, Type.SUPPORT);
        parentAssets = parentAssets == null ? List.of() : List.copyOf(parentAssets);
        owner = owner == null ? List.of() : List.copyOf(owner);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }

    /** What it is worth protecting for. */
    public enum Type {
        /** Of value by itself. */
        @Spelled("PR")
        PRIMARY,
        /** Of value for what stands on it. */
        @Spelled("SP")
        SUPPORT
    }
}
