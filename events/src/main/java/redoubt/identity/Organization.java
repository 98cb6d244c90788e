package redoubt.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Named;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Unique;

/** A tenant: everything belongs to exactly one. */
@Resource(name = "organization", plural = "organizations")
public record Organization(
        @Required @NotBlank @Size(max = 200) @Unique @Named String name,
        @Computed @Always Ref<Folder> rootFolder,
        @Computed @Always Ref<RiskMatrix> defaultRiskMatrix) {}
