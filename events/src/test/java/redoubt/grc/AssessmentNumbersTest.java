package redoubt.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redoubt.grc.ComplianceAssessment.ProgressMode;
import redoubt.grc.ComplianceAssessment.ScoreMethod;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.RequirementAssessment.Status;
import redoubt.model.Patch;

/** What the numbers of an assessment are, to the last digit. */
class AssessmentNumbersTest {

    private static final Patch<ComplianceAssessment> PLAIN = Patch.of(ComplianceAssessment.class)
            .set(ComplianceAssessment::minScore, 0)
            .set(ComplianceAssessment::maxScore, 100);

    /** Two sections: one scored 80 and 60, the other 3 of 5 and one that demands nothing. */
    private static final List<Scored> ROWS = List.of(
            section("a"),
            section("b"),
            scored("a1", "a", 80, 1),
            scored("a2", "a", 60, 2),
            of("b1", "b", 1, List.of(), 0, 5, Status.DONE, Result.PARTIALLY_COMPLIANT, 3),
            of("b2", "b", 1, List.of(), null, null, Status.DONE, Result.NOT_APPLICABLE, null));

    @Test
    void sc1EachMethodMakesItsOwnOfTheSameScores() {
        AssessmentScores average = scores(PLAIN, ScoreMethod.AVERAGE);
        assertThat(average.implementation()).isEqualTo("65.0");
        assertThat(average.totalMax()).isEqualTo(100);
        AssessmentScores sum = scores(PLAIN, ScoreMethod.SUM);
        assertThat(sum.implementation()).isEqualTo("203.0");
        assertThat(sum.totalMax()).isEqualTo(305);
        assertThat(scores(PLAIN, ScoreMethod.AVERAGE_OF_AVERAGES).implementation())
                .isEqualTo("63.3");
    }

    @Test
    void whatDemandsNothingMayCountAsTheTarget() {
        Patch<ComplianceAssessment> anchored = PLAIN.set(ComplianceAssessment::anchorNaToTarget, true)
                .set(ComplianceAssessment::targetScore, new BigDecimal(90));
        assertThat(scores(anchored, ScoreMethod.AVERAGE).implementation()).isEqualTo("70.0");
        assertThat(scores(anchored, ScoreMethod.SUM).implementation()).isEqualTo("293.0");
    }

    @Test
    void scoresAreCutAndNotRounded() {
        List<Scored> thirds = List.of(scored("x", null, 1, 1), scored("y", null, 0, 1), scored("z", null, 1, 1));
        assertThat(AssessmentNumbers.of(PLAIN.create(), thirds).scores().implementation())
                .isEqualTo("0.6");
        assertThat(AssessmentNumbers.cut(0.3 - 1e-17)).isEqualTo("0.3");
        assertThat(AssessmentNumbers.cut(0.29)).isEqualTo("0.2");
    }

    @Test
    void whereNothingIsScoredThereIsNoScore() {
        AssessmentScores none = AssessmentNumbers.of(
                        PLAIN.create(),
                        List.of(
                                section("a"),
                                of("a1", "a", 1, List.of(), null, null, Status.TO_DO, Result.NOT_ASSESSED, null)))
                .scores();
        assertThat(none.implementation()).isNull();
        assertThat(none.maturity()).isNull();
        assertThat(none.totalMax()).isEqualTo(100);
    }

    @Test
    void maturityIsTheMeanOfWhatIsDoneAndWhatIsWrittenDown() {
        ComplianceAssessment both =
                PLAIN.set(ComplianceAssessment::documentationScoreEnabled, true).create();
        List<Scored> rows = List.of(
                new Scored("x", null, true, 1, List.of(), null, null, Status.DONE, Result.COMPLIANT, true, 80, 41),
                new Scored("y", null, true, 1, List.of(), null, null, Status.DONE, Result.COMPLIANT, true, 60, null));
        AssessmentScores scores = AssessmentNumbers.of(both, rows).scores();
        assertThat(scores.implementation()).isEqualTo("70.0");
        assertThat(scores.documentation()).isEqualTo("20.5");
        assertThat(scores.maturity()).isEqualTo("45.2");
    }

    @Test
    void progressIsWhatItIsSaidToBe() {
        List<Scored> rows = List.of(
                of("x", null, 1, List.of(), null, null, Status.DONE, Result.NOT_ASSESSED, 0),
                of("y", null, 1, List.of(), null, null, Status.TO_DO, Result.COMPLIANT, 1),
                of("z", null, 1, List.of(), null, null, Status.DONE, Result.NON_COMPLIANT, 0));
        assertThat(progress(ProgressMode.STATUS, rows)).isEqualTo(66);
        assertThat(progress(ProgressMode.RESULT, rows)).isEqualTo(66);
        assertThat(progress(ProgressMode.SCORE, rows)).isEqualTo(33);
        assertThat(AssessmentNumbers.of(PLAIN.create(), List.of()).progress()).isZero();
        assertThat(AssessmentNumbers.of(PLAIN.create(), List.of()).compliancePercent())
                .isNull();
        assertThat(AssessmentNumbers.of(PLAIN.create(), rows).compliancePercent())
                .isEqualTo(33);
    }

    @Test
    void onlyChosenGroupsCount() {
        ComplianceAssessment chosen = PLAIN.set(ComplianceAssessment::selectedImplementationGroups, List.of("core"))
                .create();
        List<Scored> rows = List.of(
                of("x", null, 1, List.of("core", "more"), null, null, Status.DONE, Result.COMPLIANT, 50),
                of("y", null, 1, List.of("more"), null, null, Status.TO_DO, Result.NOT_ASSESSED, 10),
                of("z", null, 1, List.of(), null, null, Status.TO_DO, Result.NOT_ASSESSED, 10));
        AssessmentNumbers numbers = AssessmentNumbers.of(chosen, rows);
        assertThat(numbers.total()).isEqualTo(1);
        assertThat(numbers.progress()).isEqualTo(100);
        assertThat(numbers.scores().implementation()).isEqualTo("50.0");
    }

    @Test
    void whateverTheRowsAreTheNumbersStayWithinTheirBounds() {
        Random random = new Random(42);
        for (int attempt = 0; attempt < 2_000; attempt++) {
            ComplianceAssessment assessment = PLAIN.set(
                            ComplianceAssessment::scoreCalculationMethod,
                            random.nextBoolean() ? ScoreMethod.AVERAGE : ScoreMethod.AVERAGE_OF_AVERAGES)
                    .set(
                            ComplianceAssessment::progressMode,
                            ProgressMode.values()[random.nextInt(ProgressMode.values().length)])
                    .create();
            List<Scored> rows = rows(random);
            AssessmentNumbers numbers = AssessmentNumbers.of(assessment, rows);
            List<Scored> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            AssessmentNumbers other = AssessmentNumbers.of(assessment, shuffled);

            assertThat(numbers.progress()).isBetween(0, 100);
            assertThat(numbers.results().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(numbers.total());
            assertThat(numbers.statuses().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(numbers.total());
            assertThat(other.progress()).isEqualTo(numbers.progress());
            BigDecimal score = numbers.scores().implementation();
            if (score != null) {
                assertThat(score).isBetween(BigDecimal.ZERO, new BigDecimal(100));
                assertThat(other.scores().implementation().subtract(score).abs())
                        .isLessThanOrEqualTo(new BigDecimal("0.1"));
            }
        }
    }

    @Test
    void whereAllScoreAlikeTheWholeScoresLikeThem() {
        for (int score : List.of(0, 7, 50, 99, 100)) {
            List<Scored> rows = new ArrayList<>(List.of(section("a"), section("b")));
            for (int i = 0; i < 7; i++) {
                rows.add(scored("x" + i, i % 2 == 0 ? "a" : "b", score, i + 1));
            }
            for (ScoreMethod method : List.of(ScoreMethod.AVERAGE, ScoreMethod.AVERAGE_OF_AVERAGES)) {
                ComplianceAssessment assessment = PLAIN.set(ComplianceAssessment::scoreCalculationMethod, method)
                        .create();
                assertThat(AssessmentNumbers.of(assessment, rows).scores().implementation())
                        .as("%s of %s", method, score)
                        .isEqualByComparingTo(BigDecimal.valueOf(score));
            }
        }
    }

    private static List<Scored> rows(Random random) {
        List<Scored> rows = new ArrayList<>(List.of(section("a"), section("b")));
        for (int i = random.nextInt(12); i > 0; i--) {
            rows.add(of(
                    "x" + i,
                    List.of("a", "b").get(random.nextInt(2)),
                    1 + random.nextInt(5),
                    List.of(),
                    null,
                    null,
                    Status.values()[random.nextInt(Status.values().length)],
                    Result.values()[random.nextInt(Result.values().length)],
                    random.nextBoolean() ? random.nextInt(101) : null));
        }
        return rows;
    }

    private static AssessmentScores scores(Patch<ComplianceAssessment> assessment, ScoreMethod method) {
        return AssessmentNumbers.of(
                        assessment
                                .set(ComplianceAssessment::scoreCalculationMethod, method)
                                .create(),
                        ROWS)
                .scores();
    }

    private static int progress(ProgressMode mode, List<Scored> rows) {
        return AssessmentNumbers.of(
                        PLAIN.set(ComplianceAssessment::progressMode, mode).create(), rows)
                .progress();
    }

    private static Scored section(String urn) {
        return new Scored(
                urn, null, false, 1, List.of(), null, null, Status.TO_DO, Result.NOT_ASSESSED, false, null, null);
    }

    private static Scored scored(String urn, String parent, int score, int weight) {
        return of(urn, parent, weight, List.of(), null, null, Status.DONE, Result.COMPLIANT, score);
    }

    private static Scored of(
            String urn,
            String parent,
            int weight,
            List<String> groups,
            Integer least,
            Integer greatest,
            Status status,
            Result result,
            Integer score) {
        return new Scored(
                urn, parent, true, weight, groups, least, greatest, status, result, score != null, score, null);
    }
}
