package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;
import static redoubt.command.grc.RiskMatrices.matrix;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.command.Scenario;
import redoubt.command.identity.Beginnings;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;

/** Severity comes from the grid of the matrix, and from nothing else. */
class RiskRatingTest {

    private static final Definition DEFAULT = Beginnings.read()
            .matrix()
            .set(RiskMatrix::folder, Ref.of(Folder.class, "x"))
            .create()
            .definition();

    private final Scenario house = Scenario.founded();

    @ParameterizedTest
    @CsvSource({
        "1, very_low, very_low, low, low, low",
        "2, very_low, low, low, medium, medium",
        "3, low, low, medium, high, high",
        "4, low, medium, high, high, critical",
        "5, medium, high, high, critical, critical"
    })
    void theDefaultMatrixRatesEveryCell(
            int likelihood, String one, String two, String three, String four, String five) {
        List<String> row = List.of(one, two, three, four, five);
        for (int impact = 1; impact <= 5; impact++) {
            var severity = DEFAULT.rate(likelihood, impact).orElseThrow();
            assertThat(severity.slug()).as("%d, %d", likelihood, impact).isEqualTo(row.get(impact - 1));
            assertThat(severity.score()).isEqualTo(likelihood * impact);
            assertThat(severity.level())
                    .isEqualTo(DEFAULT.level(severity.slug()).orElseThrow());
        }
    }

    @Test
    void theLevelsOfTheDefaultMatrixAreNamedAndColoured() {
        assertThat(DEFAULT.risk().stream()
                        .map(level -> level.slug() + " " + level.abbreviation() + " " + level.hexcolor()))
                .containsExactly(
                        "very_low VL #D3FF4E",
                        "low L #02A45A",
                        "medium M #FFA600",
                        "high H #FF1A00",
                        "critical C #C00000");
        assertThat(DEFAULT.level("ghost")).isEmpty();
    }

    @Test
    void currentInherentAndResidualRatingsAreSettledEachForItself() {
        Ref<Risk> ref = house.made(risk().set(Risk::likelihood, 3)
                .set(Risk::impact, 4)
                .set(Risk::inherentLikelihood, 5)
                .set(Risk::inherentImpact, 5)
                .set(Risk::residualLikelihood, 1)
                .set(Risk::residualImpact, 2));
        Risk risk = house.state(ref);
        assertThat(List.of(risk.severity(), risk.severityLevel(), risk.score())).isEqualTo(List.of("high", 3, 12));
        assertThat(risk.severityRank()).isEqualTo(new BigDecimal("0.75"));
        assertThat(List.of(risk.inherentSeverity(), risk.inherentSeverityLevel(), risk.inherentScore()))
                .isEqualTo(List.of("critical", 4, 25));
        assertThat(List.of(risk.residualSeverity(), risk.residualSeverityLevel(), risk.residualScore()))
                .isEqualTo(List.of("very_low", 0, 2));
        assertThat(risk.riskMatrix()).isEqualTo(house.matrix());
    }

    @Test
    void halfARatingIsNone() {
        Ref<Risk> ref = house.made(risk().set(Risk::likelihood, 3));
        assertThat(house.state(ref).severity()).isNull();
        house.given(update(ref, Risk::impact, 5));
        assertThat(house.state(ref).severity()).isEqualTo("high");
        house.given(update(ref, Risk::likelihood, null));
        Risk risk = house.state(ref);
        assertThat(new Object[] {risk.severity(), risk.severityLevel(), risk.severityRank(), risk.score()})
                .containsOnlyNulls();
    }

    @Test
    void aRatingFitsTheAxesOfItsMatrix() {
        house.when(create(risk().set(Risk::likelihood, 6).set(Risk::impact, 0).set(Risk::residualImpact, 9)))
                .thenRefused(new Failure.Invalid(Map.of(
                        "likelihood", List.of("Ensure this value is less than or equal to 5."),
                        "impact", List.of("Ensure this value is greater than or equal to 1."),
                        "residualImpact", List.of("Ensure this value is less than or equal to 5."))));
    }

    @Test
    void aSeverityThatAClientSendsIsIgnored() {
        Ref<Risk> ref = house.made(risk().set(Risk::severity, "critical").set(Risk::score, 99));
        assertThat(house.state(ref).severity()).isNull();
        house.when(update(ref, Risk::severity, "critical")).thenNothing();
    }

    @Test
    void bindingARiskToAnotherMatrixRatesItAnewInTheSameEvent() {
        Ref<RiskMatrix> two = house.made(matrix("Two", List.of(List.of(0, 0), List.of(0, 1))));
        Ref<Risk> ref = house.made(risk().set(Risk::likelihood, 2).set(Risk::impact, 2));
        house.when(update(ref, Risk::riskMatrix, two)).then("risk.updated");
        Risk risk = house.state(ref);
        assertThat(risk.severity()).isEqualTo("red");
        assertThat(risk.severityRank()).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void bindingARiskToAMatrixThatItsRatingsDoNotFitIsRefusedOnThatAxis() {
        Ref<RiskMatrix> two = house.made(matrix("Two", List.of(List.of(0, 0), List.of(0, 1))));
        Ref<Risk> ref = house.made(risk().set(Risk::likelihood, 2).set(Risk::impact, 4));
        house.when(update(ref, Risk::riskMatrix, two))
                .thenInvalid("impact", "Ensure this value is less than or equal to 2.");
        house.when(update(ref, Patch.of(Risk.class).set(Risk::riskMatrix, two).set(Risk::impact, 1)))
                .then("risk.updated");
    }

    @Test
    void aDisabledMatrixIsNotChosenAnewButKeepsRatingItsRisks() {
        Ref<RiskMatrix> two = house.made(matrix("Two", List.of(List.of(0, 0), List.of(0, 1))));
        Ref<Risk> old = house.made(risk().set(Risk::riskMatrix, two));
        house.given(update(two, RiskMatrix::isEnabled, false));
        house.when(create(risk().set(Risk::riskMatrix, two)))
                .thenInvalid("riskMatrix", "This risk matrix is disabled.");
        house.given(update(old, Patch.of(Risk.class).set(Risk::likelihood, 2).set(Risk::impact, 2)));
        assertThat(house.state(old).severity()).isEqualTo("red");
    }

    @Test
    void aNewRiskGetsTheNearestDefaultMatrixUpTheTree() {
        Ref<RiskMatrix> two = house.made(matrix("Two", List.of(List.of(0, 0), List.of(0, 1))));
        Ref<Folder> finance = house.folder("Finance");
        Ref<Folder> payments = house.folder("Payments", finance);
        Ref<Folder> cards = house.folder("Cards", payments);
        assertThat(matrixIn(cards)).isEqualTo(house.matrix());
        house.given(update(finance, Folder::defaultRiskMatrix, two));
        assertThat(matrixIn(cards)).isEqualTo(two);
        house.given(update(payments, Folder::defaultRiskMatrix, house.matrix()));
        assertThat(matrixIn(cards)).isEqualTo(house.matrix());
        assertThat(matrixIn(finance)).isEqualTo(two);
        house.given(update(two, RiskMatrix::isEnabled, false));
        assertThat(matrixIn(finance)).isEqualTo(house.matrix());
    }

    @Test
    void aMovedRiskKeepsItsMatrix() {
        Ref<RiskMatrix> two = house.made(matrix("Two", List.of(List.of(0, 0), List.of(0, 1))));
        Ref<Folder> finance = house.folder("Finance");
        house.given(update(finance, Folder::defaultRiskMatrix, two));
        Ref<Risk> ref = house.risk("Fire");
        house.given(update(ref, Risk::folder, finance));
        assertThat(house.state(ref).riskMatrix()).isEqualTo(house.matrix());
    }

    @Test
    void aMatrixTellsWhatARatingWouldComeTo() {
        int before = house.log().size();
        house.when(perform(house.matrix(), "evaluate", new MatrixEvaluation.Input(3, 4)))
                .thenNothing()
                .thenAnswers(
                        Map.of("level", 3, "severity", "high", "score", 12, "name", "High", "hexcolor", "#FF1A00"));
        house.when(perform(house.matrix(), "evaluate", new MatrixEvaluation.Input(6, 0)))
                .thenComplaintsAbout("likelihood", "impact");
        assertThat(house.log()).hasSize(before);
    }

    private Ref<RiskMatrix> matrixIn(Ref<Folder> folder) {
        return house.state(house.made(risk().set(Risk::folder, folder))).riskMatrix();
    }

    private static Patch<Risk> risk() {
        return Patch.of(Risk.class).set(Risk::name, "Fire " + UUID.randomUUID());
    }
}
