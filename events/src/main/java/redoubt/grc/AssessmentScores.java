package redoubt.grc;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import redoubt.grc.RequirementAssessment.Result;

/**
 * What the scores of requirements make of an assessment, cut to one decimal.
 *
 * @param implementation what is done; null if nothing is scored
 * @param documentation what is written down; null if nothing is scored, or if that is not asked for
 * @param maturity the mean of those that are there; null if neither is
 * @param totalMax the greatest that could have come out
 */
public record AssessmentScores(
        @Nullable BigDecimal implementation,
        @Nullable BigDecimal documentation,
        @Nullable BigDecimal maturity,
        long totalMax) {

    static AssessmentScores of(ComplianceAssessment assessment, Collection<Scored> rows) {
        List<Scored> used = rows.stream().filter(row -> used(row, assessment)).toList();
        boolean sum = assessment.scoreCalculationMethod() == ComplianceAssessment.ScoreMethod.SUM;
        long totalMax = sum && !used.isEmpty()
                ? used.stream()
                        .mapToLong(row -> (long) row.weight() * row.greatest(assessment))
                        .sum()
                : assessment.maxScore();
        if (used.isEmpty()) {
            return new AssessmentScores(null, null, null, totalMax);
        }
        BigDecimal implementation = layer(assessment, rows, used, row -> value(row, row.score(), assessment));
        BigDecimal documentation = assessment.documentationScoreEnabled()
                ? layer(assessment, rows, used, row -> value(row, row.documentationScore(), assessment))
                : null;
        BigDecimal maturity = documentation == null
                ? implementation
                : AssessmentNumbers.cut((implementation.doubleValue() + documentation.doubleValue()) / 2);
        return new AssessmentScores(implementation, documentation, maturity, totalMax);
    }

    /** Whether a row has a part in the scores. */
    private static boolean used(Scored row, ComplianceAssessment assessment) {
        if (!row.counts(assessment)) {
            return false;
        }
        return row.result() == Result.NOT_APPLICABLE
                ? assessment.anchorNaToTarget() && assessment.targetScore() != null
                : row.isScored() && row.score() != null;
    }

    /** What a row weighs in with: where it demands nothing, the target of the whole, carried over to its own scale. */
    private static double value(Scored row, @Nullable Integer given, ComplianceAssessment assessment) {
        BigDecimal target = assessment.targetScore();
        if (row.result() != Result.NOT_APPLICABLE || target == null) {
            return given == null ? 0 : given;
        }
        double least = row.least(assessment);
        double share = (target.doubleValue() - assessment.minScore())
                / (assessment.maxScore() - (double) assessment.minScore());
        return least + Math.clamp(share, 0, 1) * (row.greatest(assessment) - least);
    }

    private static BigDecimal layer(
            ComplianceAssessment assessment,
            Collection<Scored> rows,
            List<Scored> used,
            ToDoubleFunction<Scored> value) {
        ToDoubleFunction<Scored> ratio = row -> (value.applyAsDouble(row) - row.least(assessment))
                / (row.greatest(assessment) - (double) row.least(assessment));
        double mean =
                switch (assessment.scoreCalculationMethod()) {
                    case SUM ->
                        used.stream()
                                .mapToDouble(row -> row.weight() * value.applyAsDouble(row))
                                .sum();
                    case AVERAGE -> scaled(weighted(used, ratio), assessment);
                    case AVERAGE_OF_AVERAGES -> scaled(sections(rows, used, ratio), assessment);
                };
        return AssessmentNumbers.cut(mean);
    }

    private static double scaled(double ratio, ComplianceAssessment assessment) {
        return assessment.minScore() + ratio * (assessment.maxScore() - (double) assessment.minScore());
    }

    private static double weighted(List<Scored> rows, ToDoubleFunction<Scored> ratio) {
        double sum = rows.stream()
                .mapToDouble(row -> row.weight() * ratio.applyAsDouble(row))
                .sum();
        return sum / rows.stream().mapToDouble(Scored::weight).sum();
    }

    /** From the leaves up: whoever has a score hides what is below; at the top, sections count alike. */
    private static double sections(Collection<Scored> rows, List<Scored> used, ToDoubleFunction<Scored> ratio) {
        Forest forest = new Forest(rows, used, ratio);
        List<Scored> groups = new ArrayList<>();
        for (Scored root : forest.below(null)) {
            boolean whole =
                    forest.isUsed(root) || forest.below(root.urn()).stream().anyMatch(forest::isUsed);
            groups.addAll(whole ? List.of(root) : forest.below(root.urn()));
        }
        return groups.stream()
                .map(forest::ratio)
                .flatMapToDouble(OptionalDouble::stream)
                .average()
                .orElse(0);
    }

    /** Requirements as they stand below one another. */
    private static final class Forest {

        private final Map<String, Double> own = new HashMap<>();
        private final Map<@Nullable String, List<Scored>> below = new HashMap<>();

        Forest(Collection<Scored> rows, List<Scored> used, ToDoubleFunction<Scored> ratio) {
            rows.forEach(row -> below.computeIfAbsent(row.parentUrn(), _ -> new ArrayList<>())
                    .add(row));
            used.forEach(row -> own.put(row.urn(), ratio.applyAsDouble(row)));
        }

        List<Scored> below(@Nullable String urn) {
            return below.getOrDefault(urn, List.of());
        }

        boolean isUsed(Scored row) {
            return own.containsKey(row.urn());
        }

        OptionalDouble ratio(Scored row) {
            Double score = own.get(row.urn());
            if (score != null) {
                return OptionalDouble.of(score);
            }
            double sum = 0;
            double weights = 0;
            for (Scored child : below(row.urn())) {
                OptionalDouble part = ratio(child);
                if (part.isPresent()) {
                    sum += child.weight() * part.getAsDouble();
                    weights += child.weight();
                }
            }
            return weights == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / weights);
        }
    }
}
