package redoubt.command.grc;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Recurrence;
import redoubt.model.failure.Complaints;

/**
 * The days of a rule. They are counted from where it starts and not from one to the next, so that what falls on the last
 * day of a short month is back on its own day in the next one. Pure.
 */
final class Recurring {

    /** Beyond this there are no days that can be written. */
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private Recurring() {}

    /** What is wrong with a rule beyond its constraints. */
    static void judge(@Nullable Recurrence rule, Complaints complaints) {
        if (rule == null || rule.daysOfWeek() == null || rule.daysOfWeek().isEmpty()) {
            return;
        }
        List<Integer> days = rule.daysOfWeek();
        if (!rule.frequency().equals("WEEKLY")) {
            complaints.add("recurrence.daysOfWeek", "Only a weekly rule has days of the week.");
        }
        if (days.stream().anyMatch(day -> day < 1 || day > 7)) {
            complaints.add("recurrence.daysOfWeek", "Days of the week are numbers from 1 for Monday to 7 for Sunday.");
        }
    }

    /** The first day of the rule after another day; empty if the rule ends before it. */
    static Optional<LocalDate> after(LocalDate day, LocalDate start, Recurrence rule) {
        LocalDate last = rule.endDate() == null ? LAST : rule.endDate();
        return next(day, start, rule).filter(next -> !next.isAfter(last) && !next.isAfter(LAST));
    }

    private static Optional<LocalDate> next(LocalDate day, LocalDate start, Recurrence rule) {
        return switch (rule.frequency()) {
            case "DAILY" -> stepped(day, start, ChronoUnit.DAYS, rule.interval());
            case "WEEKLY" -> {
                List<Integer> days = rule.daysOfWeek();
                yield days == null || days.isEmpty()
                        ? stepped(day, start, ChronoUnit.WEEKS, rule.interval())
                        : weekly(day, start, rule.interval(), days);
            }
            case "MONTHLY" -> stepped(day, start, ChronoUnit.MONTHS, rule.interval());
            case "YEARLY" -> stepped(day, start, ChronoUnit.YEARS, rule.interval());
            default -> Optional.empty();
        };
    }

    /** Adding months or years leaves off at the last day of a month that is too short. */
    private static Optional<LocalDate> stepped(LocalDate day, LocalDate start, ChronoUnit unit, long interval) {
        // One step back, because the number of whole units between is counted without leaving off.
        long steps = Math.max(0, unit.between(start, day) / interval - 1);
        for (long step = steps; ; step++) {
            long units = step * interval;
            if (units > unit.between(start, LAST)) {
                return Optional.empty();
            }
            LocalDate reached = start.plus(units, unit);
            if (reached.isAfter(day)) {
                return Optional.of(reached);
            }
        }
    }

    /** Weeks begin on Mondays, and every so many of them count, the one of the start first. */
    private static Optional<LocalDate> weekly(LocalDate day, LocalDate start, long interval, List<Integer> weekdays) {
        List<Integer> days = weekdays.stream().distinct().sorted().toList();
        LocalDate first = start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        long passed = Math.max(0, ChronoUnit.WEEKS.between(first, day) / interval);
        for (long turn = passed; turn <= passed + 1; turn++) {
            long weeks = turn * interval;
            if (weeks > ChronoUnit.WEEKS.between(first, LAST)) {
                return Optional.empty();
            }
            LocalDate week = first.plusWeeks(weeks);
            Optional<LocalDate> found = days.stream()
                    .map(each -> week.plusDays(each - 1L))
                    .filter(each -> each.isAfter(day) && !each.isBefore(start))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
