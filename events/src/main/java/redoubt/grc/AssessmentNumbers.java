package redoubt.grc;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.RequirementAssessment.Status;
import redoubt.model.wire.Naming;

/**
 * An assessment in numbers. They are made here and nowhere else, so that lists, details, trees, events and the past show the
 * same.
 *
 * @param progress how much of what counts has been assessed, in whole percent, rounded down; 0 if nothing counts
 * @param assessed how many requirements that is
 * @param total how many count
 * @param scores what the scores make
 * @param results how many of those that count have each result
 * @param statuses how many of them have each status
 * @param compliancePercent how many are met of those that demand something, rounded down; null if none does
 */
public record AssessmentNumbers(
        int progress,
        int assessed,
        int total,
        AssessmentScores scores,
        Map<Result, Integer> results,
        Map<Status, Integer> statuses,
        @Nullable Integer compliancePercent) {

    private static final int WHOLE = 100;

    /** The numbers of an assessment with these rows, which may be in any order. */
    public static AssessmentNumbers of(ComplianceAssessment assessment, Collection<Scored> rows) {
        List<Scored> counting =
                rows.stream().filter(row -> row.counts(assessment)).toList();
        Map<Result, Integer> results = new EnumMap<>(Result.class);
        Map<Status, Integer> statuses = new EnumMap<>(Status.class);
        for (Result result : Result.values()) {
            results.put(result, 0);
        }
        for (Status status : Status.values()) {
            statuses.put(status, 0);
        }
        int assessed = 0;
        for (Scored row : counting) {
            results.merge(row.result(), 1, Integer::sum);
            statuses.merge(row.status(), 1, Integer::sum);
            assessed += row.assessed(assessment) ? 1 : 0;
        }
        int total = counting.size();
        int demanding = total - results.getOrDefault(Result.NOT_APPLICABLE, 0);
        return new AssessmentNumbers(
                total == 0 ? 0 : percent(assessed, total),
                assessed,
                total,
                AssessmentScores.of(assessment, rows),
                results,
                statuses,
                demanding == 0 ? null : percent(results.getOrDefault(Result.COMPLIANT, 0), demanding));
    }

    /** They as they are shown, by name in camelCase. */
    public Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> layers = new LinkedHashMap<>();
        layers.put("implementation", scores.implementation());
        layers.put("documentation", scores.documentation());
        layers.put("maturity", scores.maturity());
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("progress", progress);
        members.put("assessedCount", assessed);
        members.put("totalCount", total);
        members.put("scores", layers);
        members.put("totalMaxScore", scores.totalMax());
        members.put("results", words(results));
        members.put("statuses", words(statuses));
        members.put("compliancePercent", compliancePercent);
        return members;
    }

    private static Map<String, Integer> words(Map<? extends Enum<?>, Integer> counts) {
        Map<String, Integer> words = new LinkedHashMap<>();
        counts.forEach((constant, count) -> words.put(Naming.SNAKE.constant(constant), count));
        return words;
    }

    private static int percent(int part, int whole) {
        return (int) ((long) WHOLE * part / whole);
    }

    /** One decimal, cut off and not rounded; what is a hair below a tenth only because of how numbers are kept is that tenth. */
    static BigDecimal cut(double value) {
        return BigDecimal.valueOf((long) (value * 10 + 1e-9), 1);
    }
}
