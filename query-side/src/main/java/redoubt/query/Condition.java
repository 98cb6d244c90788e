package redoubt.query;

import java.util.List;
import redoubt.query.Criterion.Lookup;

/**
 * One filter of a query.
 *
 * @param criterion what is compared
 * @param lookup how
 * @param values what with: String for text and references, Long, BigDecimal, Boolean, LocalDate, Instant or the enum
 *     constant, as the criterion's kind says; one Boolean for {@link Lookup#ISNULL}
 * @param unset whether, beside the values, rows without a value match too
 */
public record Condition(Criterion criterion, Lookup lookup, List<Object> values, boolean unset) {}
