package redoubt.query.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control;

/**
 * Controls in numbers.
 *
 * @param count how many there are
 * @param byStatus how many there are in each status, zeros included
 * @param byCategory how many there are of each category, zeros included
 * @param uncategorized how many are of none
 * @param byPriority how many there are of each priority from 1 to 4, zeros included
 * @param unprioritized how many have none
 * @param overdue how many are overdue
 * @param expired how many are expired
 * @param annualCost what they cost in a year, in each currency that occurs
 */
public record ControlSummary(
        long count,
        Map<Control.Status, Long> byStatus,
        Map<Control.Category, Long> byCategory,
        long uncategorized,
        Map<Integer, Long> byPriority,
        long unprioritized,
        long overdue,
        long expired,
        List<Total> annualCost) {

    /**
     * A sum of money.
     *
     * @param currency in which it is counted; null where nobody has said
     * @param amount how much it is
     */
    public record Total(@Nullable String currency, BigDecimal amount) {}
}
