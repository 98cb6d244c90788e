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

/** A part of an organization by which its teams are grouped. It orders, and gives nobody any right. */
@Resource(name = "business_unit", plural = "business-units")
public record BusinessUnit(
        @Parent @Computed @Always Ref<Organization> organization,
        @Required @NotBlank @Size(max = 255) @Named String name,
        @Always @Size(max = 50) @Unique String code,
        @Always @Size(max = 10_000) String description,
        @Nullable Ref<BusinessUnit> parent) {

    /** The depth of the deepest unit; one without a parent has depth 0. */
    public static final int MAX_DEPTH = 10;

    /** Fills in what may be left out. */
    public BusinessUnit {
        code = Objects.requireNonNullElse(code, "");
        description = Objects.requireNonNullElse(description, "");
    }
}
