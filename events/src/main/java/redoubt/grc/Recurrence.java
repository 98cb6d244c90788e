package redoubt.grc;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Required;

/**
 * How often something comes again.
 *
 * @param frequency the unit in which is counted
 * @param interval how many of that unit lie between
 * @param daysOfWeek of a weekly rule: on which days, from 1 for Monday
 * @param endDate no day after this one; null for no end
 * @param occurrences no more than so many altogether; null for any number
 */
public record Recurrence(
        @Required @Pattern(regexp = "DAILY|WEEKLY|MONTHLY|YEARLY", message = "Choose DAILY, WEEKLY, MONTHLY or YEARLY.")
        String frequency,

        @Always @Min(1) Integer interval,
        @Nullable List<Integer> daysOfWeek,
        @Nullable LocalDate endDate,
        @Min(1) @Nullable Integer occurrences) {

    /** Every single one, unless it is said otherwise. */
    public Recurrence {
        interval = Objects.requireNonNullElse(interval, 1);
        daysOfWeek = daysOfWeek == null ? null : List.copyOf(daysOfWeek);
    }
}
