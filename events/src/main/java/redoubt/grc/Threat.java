package redoubt.grc;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
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

/** Something that may do harm. A published one is seen from every folder below its own. */
@Resource(name = "threat", plural = "threats")
public record Threat(
        @Required @NotBlank @Size(max = 200) @Named @Search @Sort @Filter
        String name,

        @Size(max = 100) @Unique(within = "folder") @Search @Sort @Filter @Nullable
        String refId,

        @Always @Size(max = 20_000) @Search String description,
        @Size(max = 200) @Filter @Sort @Nullable String provider,
        @Parent @Always @Sort Ref<Folder> folder,
        @Always @Filter Boolean isPublished,
        @Size(max = 20) @Words(max = 100) @Filter List<String> labels) {

    /** Fills in what may be left out. */
    public Threat {
        description = Objects.requireNonNullElse(description, "");
        isPublished = Objects.requireNonNullElse(isPublished, true);
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
