package redoubt.infra.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When the clock looks: after each pause, and when a day begins. Pure. */
final class Ticks {

    private Ticks() {}

    /**
     * How long until it looks again. Days begin when the calendar says so, however long the one before was; where a day
     * has no midnight, with its first moment.
     */
    static Duration until(Instant now, ZoneId zone, Duration pause) {
        ZonedDateTime tomorrow = now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone);
        // Where clocks go back over midnight, a day begins twice.
        Duration first = Duration.between(now, tomorrow.toInstant());
        Duration day = first.isPositive()
                ? first
                : Duration.between(now, tomorrow.withLaterOffsetAtOverlap().toInstant());
        return day.compareTo(pause) < 0 ? day : pause;
    }
}
