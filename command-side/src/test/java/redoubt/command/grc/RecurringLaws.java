package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import redoubt.grc.Recurrence;

/** The days of a rule, whatever the rule. */
class RecurringLaws {

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(1990, 1, 1).toEpochDay(),
                        LocalDate.of(2090, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<String> frequencies() {
        return Arbitraries.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    }

    private static LocalDate next(LocalDate day, LocalDate start, Recurrence rule) {
        return Recurring.after(day, start, rule).orElseThrow();
    }

    @Property
    void theNextDayIsLaterAndNoneIsLeftOutBetween(
            @ForAll("days") LocalDate start,
            @ForAll("frequencies") String frequency,
            @ForAll @IntRange(min = 1, max = 40) int interval,
            @ForAll @IntRange(max = 2_000) int later) {
        Recurrence rule = new Recurrence(frequency, interval, null, null, null);
        LocalDate day = start.plusDays(later);
        LocalDate next = next(day, start, rule);
        assertThat(next).isAfter(day);
        assertThat(next(next.minusDays(1), start, rule)).isEqualTo(next);
    }

    @Property
    void monthsLeaveOffAtTheirLastDayAndComeBackToTheirOwn(
            @ForAll("days") LocalDate start, @ForAll @IntRange(min = 1, max = 24) int interval) {
        Recurrence rule = new Recurrence("MONTHLY", interval, null, null, null);
        LocalDate day = start;
        for (int step = 1; step <= 24; step++) {
            day = next(day, start, rule);
            YearMonth month = YearMonth.from(start).plusMonths((long) step * interval);
            assertThat(day).isEqualTo(month.atDay(Math.min(start.getDayOfMonth(), month.lengthOfMonth())));
        }
    }

    @Property
    void theDaysOfAWeekComeInWeeksThatCount(
            @ForAll("days") LocalDate start,
            @ForAll @IntRange(min = 1, max = 9) int interval,
            @ForAll @Size(min = 1, max = 7) @UniqueElements List<@IntRange(min = 1, max = 7) Integer> weekdays,
            @ForAll @IntRange(max = 400) int later) {
        Recurrence rule = new Recurrence("WEEKLY", interval, weekdays, null, null);
        LocalDate day = start.plusDays(later);
        LocalDate next = next(day, start, rule);
        assertThat(next).isEqualTo(first(day, start, interval, weekdays));
    }

    /** Day after day, with no thought of speed. */
    private static LocalDate first(LocalDate day, LocalDate start, int interval, List<Integer> weekdays) {
        LocalDate monday = start.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate each = day.plusDays(1);
        while (!weekdays.contains(each.getDayOfWeek().getValue())
                || ChronoUnit.WEEKS.between(monday, each) % interval != 0) {
            each = each.plusDays(1);
        }
        return each;
    }

    @Property
    void noDayComesAfterTheEnd(
            @ForAll("days") LocalDate start,
            @ForAll("frequencies") String frequency,
            @ForAll @IntRange(max = 400) int length) {
        LocalDate end = start.plusDays(length);
        Recurrence rule = new Recurrence(frequency, 1, null, end, null);
        Optional<LocalDate> next = Recurring.after(start, start, rule);
        next.ifPresent(day -> assertThat(day).isBeforeOrEqualTo(end));
        assertThat(next.isPresent())
                .isEqualTo(!next(start, start, new Recurrence(frequency, 1, null, null, null))
                        .isAfter(end));
    }

    @Property
    void aRuleThatLeadsPastAllDaysEnds(
            @ForAll("frequencies") String frequency, @ForAll @IntRange(min = 3_000_000) int interval) {
        LocalDate start = LocalDate.of(2026, 1, 1);
        assertThat(Recurring.after(start, start, new Recurrence(frequency, interval, null, null, null)))
                .isEmpty();
        assertThat(Recurring.after(start, start, new Recurrence("WEEKLY", interval, List.of(1, 7), null, null))
                        .filter(day -> day.isAfter(start.plusDays(7))))
                .isEmpty();
    }

    @Property
    void theVeryLastDayIsNotPassed(@ForAll("frequencies") String frequency) {
        LocalDate last = LocalDate.of(9999, 12, 31);
        assertThat(Recurring.after(last, last, new Recurrence(frequency, 1, null, null, null)))
                .isEmpty();
        assertThat(Recurring.after(last, last, new Recurrence("WEEKLY", 1, List.of(1, 7), null, null)))
                .isEmpty();
    }
}
