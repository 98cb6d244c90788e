package redoubt.command.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.update;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.command.Update;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Organization;
import redoubt.identity.Settings;
import redoubt.model.Getter;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

/** What an organization decides for all of its work. */
class SettingsTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Settings> settings = Settings.of(house.by().organization());

    @Test
    void anOrganizationHasThemFromItsBeginning() {
        Settings first = house.state(settings);
        assertThat(first.dailyRate()).isEqualTo("500");
        assertThat(first.fourEyes()).isFalse();
        assertThat(first.defaultRiskMatrix())
                .isEqualTo(
                        house.state(Ref.of(Organization.class, settings.id())).defaultRiskMatrix());
    }

    @Test
    void theyAreChangedByWhoeverAdministersTheOrganization() {
        house.when(set(Settings::dailyRate, new BigDecimal("750.50"))).then("settings.updated");
        assertThat(house.state(settings).dailyRate()).isEqualTo("750.5");
        house.when(set(Settings::dailyRate, new BigDecimal("750.5"))).thenNothing();
        for (Role role : List.of(Role.READER, Role.ANALYST, Role.DOMAIN_MANAGER, Role.AUDITOR, Role.APPROVER)) {
            house.as(role, house.root()).when(set(Settings::fourEyes, true)).thenDenied();
        }
        house.limited(true, null).when(set(Settings::fourEyes, true)).thenDenied();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        house.when(set(Settings::dailyRate, new BigDecimal(-1))).thenComplaintsAbout("dailyRate");
        house.when(set(Settings::defaultRiskMatrix, Ref.of(RiskMatrix.class, settings.id())))
                .thenComplaintsAbout("defaultRiskMatrix");
        Ref<RiskMatrix> idle = house.made(matrix().set(RiskMatrix::isEnabled, false));
        house.when(set(Settings::defaultRiskMatrix, idle))
                .thenInvalid("defaultRiskMatrix", "This risk matrix is disabled.");
    }

    @Test
    void risksAreRatedByTheMatrixThatIsSet() {
        Ref<RiskMatrix> other = house.made(matrix());
        house.given(set(Settings::defaultRiskMatrix, other));
        Ref<Risk> risk = house.made(Patch.of(Risk.class).set(Risk::name, "Fire"));
        assertThat(house.state(risk).riskMatrix()).isEqualTo(other);
    }

    private Patch<RiskMatrix> matrix() {
        RiskMatrix first = house.state(house.state(settings).defaultRiskMatrix());
        return Patch.of(RiskMatrix.class)
                .set(RiskMatrix::name, "Other")
                .set(RiskMatrix::definition, first.definition());
    }

    private <T> Update<Settings> set(Getter<Settings, T> field, T value) {
        return update(settings, field, value);
    }
}
