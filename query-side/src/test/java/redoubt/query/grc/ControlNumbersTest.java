package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control.Cost;
import redoubt.grc.Control.Effort;
import redoubt.grc.Control.Outlay;
import redoubt.identity.Settings;

class ControlNumbersTest {

    @Example
    void cc1AYearCostsItsShareOfTheBuildingAndTheRunning() {
        assertThat(annual(cost("3", "9000", "6", "1200", "4"))).isEqualTo("7200");
        assertThat(annual(cost("7", "100", "0", "0", "0"))).isEqualTo("14.2857");
        assertThat(annual(cost("1.5", "3", "0", "0.25", "0"))).isEqualTo("2.25");
    }

    @Example
    void aDayOfWorkCostsWhatTheOrganizationSays() {
        Cost cost = cost("3", "9000", "6", "1200", "4");
        assertThat(AnnualCost.of(cost, new BigDecimal("750"))).isEqualTo("8700");
        assertThat(AnnualCost.of(cost, BigDecimal.ZERO)).isEqualTo("4200");
    }

    @Example
    void whatNobodyHasPricedCostsNothing() {
        assertThat(annual(null)).isEqualTo("0");
        assertThat(annual(new Cost(null, null, null, null))).isEqualTo("0");
    }

    @Example
    void cc1TheScoreIsWhatIsGainedForTheEffort() {
        assertThat(RankingScore.of(Effort.MEDIUM, List.of(risk(3, 1), risk(2, 2))))
                .isEqualTo("5");
        assertThat(RankingScore.of(Effort.MEDIUM, List.of(risk(1, 0), risk(0, 0))))
                .isEqualTo("1.6667");
        assertThat(RankingScore.of(Effort.EXTRA_SMALL, List.of(risk(0, 3)))).isEqualTo("2");
    }

    @Example
    void theScoreIsZeroWithoutEffortAndWithoutRatedRisks() {
        assertThat(RankingScore.of(null, List.of(risk(3, 1)))).isEqualTo("0");
        assertThat(RankingScore.of(Effort.SMALL, List.of())).isEqualTo("0");
        assertThat(RankingScore.of(Effort.SMALL, List.of(risk(null, 1), risk(3, null))))
                .isEqualTo("0");
    }

    @Property
    void aLongerTimeToPayMakesNoYearDearer(@ForAll("costs") Cost cost, @ForAll @IntRange(max = 10) int longer) {
        BigDecimal years = cost.amortizationPeriod().add(BigDecimal.valueOf(longer));
        Cost slower = new Cost(cost.currency(), years, cost.build(), cost.run());
        assertThat(annual(slower)).isLessThanOrEqualTo(annual(cost));
    }

    @Property
    void whatIsPaidForWithinAYearCostsTheSumOfItsParts(@ForAll("costs") Cost cost) {
        Cost atOnce = new Cost(cost.currency(), BigDecimal.ONE, cost.build(), cost.run());
        Cost builtOnly = new Cost(cost.currency(), BigDecimal.ONE, cost.build(), null);
        Cost runOnly = new Cost(cost.currency(), BigDecimal.ONE, null, cost.run());
        assertThat(annual(atOnce)).isEqualByComparingTo(annual(builtOnly).add(annual(runOnly)));
    }

    @Property
    void theScoreDoesNotDependOnTheOrderOfTheRisks(@ForAll Effort effort, @ForAll("risks") List<LinkedRisk> risks) {
        assertThat(RankingScore.of(effort, risks.reversed())).isEqualTo(RankingScore.of(effort, risks));
    }

    @Property
    void theScoreIsNeverBelowZeroAndOnlyRatedRisksCount(
            @ForAll Effort effort, @ForAll("risks") List<LinkedRisk> risks) {
        List<LinkedRisk> rated = risks.stream()
                .filter(risk -> risk.level() != null && risk.residual() != null)
                .toList();
        BigDecimal score = RankingScore.of(effort, risks);
        assertThat(score).isNotNegative().isEqualTo(RankingScore.of(effort, rated));
        assertThat(score.scale()).isBetween(0, 4);
    }

    @Property
    void moreEffortForTheSameIsWorthLess(@ForAll("risks") List<LinkedRisk> risks) {
        List<BigDecimal> scores = Arrays.stream(Effort.values())
                .map(effort -> RankingScore.of(effort, risks))
                .toList();
        assertThat(scores).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @Provide
    Arbitrary<Cost> costs() {
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000))
                .ofScale(2);
        Arbitrary<BigDecimal> years = Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.valueOf(50))
                .ofScale(1);
        Arbitrary<Outlay> outlays = Combinators.combine(amounts, amounts).as(Outlay::new);
        return Combinators.combine(years, outlays, outlays)
                .as((period, build, run) -> new Cost("EUR", period, build, run));
    }

    @Provide
    Arbitrary<List<LinkedRisk>> risks() {
        Arbitrary<Integer> levels = Arbitraries.integers().between(0, 9).injectNull(0.2);
        return Combinators.combine(levels, levels)
                .as(ControlNumbersTest::risk)
                .list()
                .ofMaxSize(8);
    }

    private static LinkedRisk risk(Integer level, Integer residual) {
        return new LinkedRisk("some", "here", level, residual, List.of(), List.of());
    }

    private static BigDecimal annual(@Nullable Cost cost) {
        return AnnualCost.of(cost, Settings.DAILY_RATE);
    }

    private static Cost cost(String years, String build, String buildDays, String run, String runDays) {
        return new Cost(
                "EUR",
                new BigDecimal(years),
                new Outlay(new BigDecimal(build), new BigDecimal(buildDays)),
                new Outlay(new BigDecimal(run), new BigDecimal(runDays)));
    }
}
