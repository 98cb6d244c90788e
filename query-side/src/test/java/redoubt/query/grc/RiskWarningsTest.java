package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.model.Patch;
import redoubt.people.User;
import redoubt.query.Tenant;

class RiskWarningsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private final Risk sound = Patch.of(Risk.class)
            .set(Risk::name, "Breach")
            .set(Risk::folder, Tenant.fresh(Folder.class))
            .set(Risk::riskMatrix, Tenant.fresh(RiskMatrix.class))
            .set(Risk::likelihood, 3)
            .set(Risk::impact, 4)
            .set(Risk::severityLevel, 3)
            .set(Risk::residualLikelihood, 3)
            .set(Risk::residualImpact, 4)
            .set(Risk::residualSeverityLevel, 3)
            .create();

    @Test
    void aRiskThatIsRatedAndConsistentWarnsOfNothing() {
        assertThat(RiskWarnings.of(sound, false)).isEmpty();
    }

    @Test
    void aControlThatIsCountedOnAndNotActiveIsTold() {
        assertThat(RiskWarnings.of(sound, true)).containsExactly("existing_control_not_active");
    }

    @Test
    void missingRatingsAreToldAndNothingIsComparedWithThem() {
        assertThat(warnings(patch -> patch.set(Risk::likelihood, null).set(Risk::severityLevel, null)))
                .containsExactly("no_current_rating");
        assertThat(warnings(patch -> patch.set(Risk::residualImpact, null).set(Risk::residualSeverityLevel, null)))
                .containsExactly("no_residual_rating");
    }

    @Test
    void whatRemainsMustNotBeWorseThanWhatIs() {
        assertThat(warnings(patch -> patch.set(Risk::residualSeverityLevel, 4)))
                .containsExactly("residual_above_current");
        assertThat(warnings(patch -> patch.set(Risk::residualLikelihood, 4)))
                .containsExactly("residual_likelihood_above_current");
        assertThat(warnings(patch -> patch.set(Risk::residualImpact, 5)))
                .containsExactly("residual_impact_above_current");
        assertThat(warnings(patch -> patch.set(Risk::inherentSeverityLevel, 2)))
                .containsExactly("current_above_inherent");
        assertThat(warnings(patch -> patch.set(Risk::inherentSeverityLevel, 3))).isEmpty();
    }

    @Test
    void whatRemainsIsLowerOnlyBecauseSomethingIsDone() {
        UnaryOperator<Patch<Risk>> lowered = patch -> patch.set(Risk::residualImpact, 2);
        assertThat(warnings(lowered)).containsExactly("residual_lowered_without_controls");
        assertThat(warnings(
                        patch -> lowered.apply(patch).set(Risk::appliedControls, List.of(Tenant.fresh(Control.class)))))
                .isEmpty();
    }

    @Test
    void livingWithARiskIsSomebodysDecisionOnTheRatingsAsTheyWere() {
        UnaryOperator<Patch<Risk>> accepted =
                patch -> patch.set(Risk::status, Risk.Status.ACCEPTED).set(Risk::treatment, Risk.Treatment.ACCEPT);
        assertThat(warnings(accepted)).containsExactly("accepted_without_acceptance");
        UnaryOperator<Patch<Risk>> decided = patch -> accepted.apply(patch).set(Risk::acceptance, acceptance());
        assertThat(warnings(decided)).isEmpty();
        assertThat(warnings(
                        patch -> decided.apply(patch).set(Risk::likelihood, 4).set(Risk::residualLikelihood, 4)))
                .containsExactly("changed_since_acceptance");
        assertThat(warnings(patch -> decided.apply(patch).set(Risk::treatment, Risk.Treatment.MITIGATE)))
                .containsExactly("changed_since_acceptance");
    }

    @Test
    void dueDatesPassAtTheEndOfTheirDayAndReviewsAreDueOnTheirDay() {
        Risk today = Patch.of(Risk.class)
                .set(Risk::dueDate, TODAY)
                .set(Risk::reviewDate, TODAY)
                .applyTo(sound);
        assertThat(RiskDates.overdue(today, TODAY)).isFalse();
        assertThat(RiskDates.overdue(today, TODAY.plusDays(1))).isTrue();
        assertThat(RiskDates.reviewDue(today, TODAY)).isTrue();
        assertThat(RiskDates.reviewDue(today, TODAY.minusDays(1))).isFalse();
        Risk closed = Patch.of(Risk.class).set(Risk::status, Risk.Status.CLOSED).applyTo(today);
        assertThat(RiskDates.overdue(closed, TODAY.plusDays(1))).isFalse();
        assertThat(RiskDates.reviewDue(closed, TODAY)).isFalse();
        assertThat(RiskDates.overdue(sound, TODAY)).isFalse();
    }

    private List<String> warnings(UnaryOperator<Patch<Risk>> change) {
        return RiskWarnings.of(change.apply(Patch.of(Risk.class)).applyTo(sound), false);
    }

    private static Risk.Acceptance acceptance() {
        return new Risk.Acceptance(
                Tenant.fresh(User.class),
                Instant.EPOCH,
                "cheap",
                null,
                null,
                new Risk.Ratings(3, 4, "high", 3, 4, "high", 1));
    }
}
