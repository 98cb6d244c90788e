package redoubt.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.model.Always;
import redoubt.model.Bears;
import redoubt.model.Computed;
import redoubt.model.Named;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Unique;
import redoubt.people.User;

/**
 * A tenant: everything belongs to exactly one. Its name is its founder's choice alone, so that nobody learns from a name that
 * is taken which other organizations there are.
 */
@Resource(name = "organization", plural = "organizations")
public record Organization(
        @Required @NotBlank @Size(max = 255) @Unique(within = "founder") @Named
        String name,

        @Computed @Always Ref<Folder> rootFolder,
        @Computed @Always Ref<RiskMatrix> defaultRiskMatrix,
        @Always @Size(max = 255) String domain,
        @Always Plan plan,
        @Always @Size(max = 50) String businessUnitLabel,
        @Nullable Ref<Team> defaultTeam,
        @Computed @Nullable Ref<User> founder)
        implements Bears<Settings> {

    /** What it has subscribed to; nothing follows from it here. */
    public enum Plan {
        /** Nothing. */
        FREE,
        /** What most do. */
        PRO,
        /** Everything. */
        ENTERPRISE
    }

    /** Fills in what may be left out. */
    public Organization {
        domain = Objects.requireNonNullElse(domain, "");
        plan = Objects.requireNonNullElse(plan, Plan.FREE);
        businessUnitLabel = Objects.requireNonNullElse(businessUnitLabel, "Business Unit");
    }

    @Override
    public Map<Ref<Settings>, Settings> borne(Ref<?> self) {
        return Map.of(Settings.of(self.id()), Settings.first(Ref.of(Organization.class, self.id()), defaultRiskMatrix));
    }
}
