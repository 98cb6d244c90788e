package redoubt.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Named;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Unique;

/** People of an organization who work on the same things. Like a folder at the top, it is a place in which roles are held. */
@Resource(name = "team", plural = "teams")
public record Team(
        @Parent @Computed @Always Ref<Organization> organization,
        @Required @NotBlank @Size(max = 255) @Named String name,
        @Always @Size(max = 50) @Unique String code,
        @Always @Size(max = 10_000) String description,
        @Nullable Ref<BusinessUnit> businessUnit) {

    /** Fills in what may be left out. */
    public Team {
        code = Objects.requireNonNullElse(code, "");
        description = Objects.requireNonNullElse(description, "");
    }
}
