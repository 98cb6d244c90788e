package redoubt.query.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Risk;

/**
 * Risks in numbers.
 *
 * @param count how many there are
 * @param byStatus how many there are in each status, zeros included
 * @param bySeverity how many there are of each severity by slug; unrated ones are in none
 * @param byTreatment how many there are with each treatment, zeros included
 * @param heatmap how many there are for each likelihood and, within it, each impact, both from 1; null unless all of
 *     them are rated by one matrix
 * @param overdue how many are overdue
 */
public record RiskSummary(
        long count,
        Map<Risk.Status, Long> byStatus,
        Map<String, Long> bySeverity,
        Map<Risk.Treatment, Long> byTreatment,
        @Nullable List<List<Long>> heatmap,
        long overdue) {}
