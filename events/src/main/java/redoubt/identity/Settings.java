package redoubt.identity;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import java.util.Objects;
import redoubt.grc.RiskMatrix;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Parent;
import redoubt.model.Ref;
import redoubt.model.Resource;

/**
 * What an organization has decided for all of its work. There is one of it for each organization, under the same identifier.
 *
 * @param organization whose they are
 * @param dailyRate what a day of somebody's work costs, in whatever currency costs are told in
 * @param defaultRiskMatrix rates risks where no folder says otherwise
 * @param fourEyes whether nobody may accept a risk that they alone own
 */
@Resource(name = "settings", plural = "settings", comesWith = Organization.class)
public record Settings(
        @Computed @Always @Parent Ref<Organization> organization,

        @Always @Min(0) @Max(Settings.MOST_DAILY_RATE) BigDecimal dailyRate,

        @Always Ref<RiskMatrix> defaultRiskMatrix,
        @Always Boolean fourEyes) {

    /** What a day of work costs until somebody says otherwise. */
    public static final BigDecimal DAILY_RATE = BigDecimal.valueOf(500);

    /** More than anybody's day costs. */
    public static final long MOST_DAILY_RATE = 1_000_000;

    /** Fills in what may be left out. */
    public Settings {
        dailyRate = dailyRate == null ? DAILY_RATE : dailyRate.stripTrailingZeros();
        dailyRate = dailyRate.scale() < 0 ? dailyRate.setScale(0) : dailyRate;
        fourEyes = Objects.requireNonNullElse(fourEyes, false);
    }

    /** Where the settings of an organization are found. */
    public static Ref<Settings> of(String organization) {
        return Ref.of(Settings.class, organization);
    }

    /** Those that an organization begins with. */
    static Settings first(Ref<Organization> organization, Ref<RiskMatrix> matrix) {
        return new Settings(organization, DAILY_RATE, matrix, false);
    }
}
