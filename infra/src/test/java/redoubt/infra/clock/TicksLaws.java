package redoubt.infra.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** When the clock looks, in every zone there is and on days of any length. */
class TicksLaws {

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
                .map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("1950-01-01T00:00:00Z").toEpochMilli(),
                        Instant.parse("2100-01-01T00:00:00Z").toEpochMilli())
                .map(Instant::ofEpochMilli);
    }

    @Property
    void itLooksWithinThePauseAndNeverTwiceAtOnce(
            @ForAll("zones") ZoneId zone,
            @ForAll("instants") Instant now,
            @ForAll @IntRange(min = 1, max = 90_000) int seconds) {
        Duration until = Ticks.until(now, zone, Duration.ofSeconds(seconds));
        assertThat(until).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(seconds));
    }

    @Property
    void noDayBeginsWhileItLooksAway(@ForAll("zones") ZoneId zone, @ForAll("instants") Instant now) {
        Instant next = now.plus(Ticks.until(now, zone, Duration.ofDays(2)));
        LocalDate today = now.atZone(zone).toLocalDate();
        assertThat(next.minusMillis(1).atZone(zone).toLocalDate()).isEqualTo(today);
        assertThat(next.atZone(zone).toLocalDate()).isAfter(today);
    }

    @Example
    void aDayThatHasNoMidnightBeginsWithItsFirstMoment() {
        ZoneId santiago = ZoneId.of("America/Santiago");
        Instant before = Instant.parse("2027-09-05T03:30:00Z");
        assertThat(before.plus(Ticks.until(before, santiago, Duration.ofDays(1))))
                .isEqualTo("2027-09-05T04:00:00Z");
    }

    @Example
    void aDayThatBeginsTwiceIsNotWaitedForInThePast() {
        ZoneId island = ZoneId.of("America/St_Johns");
        Instant before = Instant.parse("2010-11-07T02:45:00Z");
        assertThat(before.atZone(island).toLocalDate()).isEqualTo("2010-11-06");
        assertThat(before.plus(Ticks.until(before, island, Duration.ofDays(1)))).isEqualTo("2010-11-07T03:30:00Z");
    }

    @Example
    void aDayThatWasLeftOutIsPassedOver() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant before = Instant.parse("2011-12-30T09:59:59Z");
        Instant next = before.plus(Ticks.until(before, apia, Duration.ofDays(1)));
        assertThat(next).isEqualTo("2011-12-30T10:00:00Z");
        assertThat(next.atZone(apia).toLocalDate()).isEqualTo("2011-12-31");
    }
}
