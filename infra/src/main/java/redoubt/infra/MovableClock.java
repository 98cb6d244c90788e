package redoubt.infra;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that runs like another one and can be set to another time. Safe for any thread. */
public final class MovableClock extends Clock {

    private final Clock base;
    private final AtomicReference<Duration> ahead;

    /** One that runs like the clock and shows what it shows until it is set. */
    public MovableClock(Clock base) {
        this(base, new AtomicReference<>(Duration.ZERO));
    }

    private MovableClock(Clock base, AtomicReference<Duration> ahead) {
        this.base = base;
        this.ahead = ahead;
    }

    /** From now on it runs on from that moment. */
    public void set(Instant now) {
        ahead.set(Duration.between(base.instant(), now));
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** The same clock in another zone: setting either sets both. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new MovableClock(base.withZone(zone), ahead);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MovableClock clock && base.equals(clock.base) && ahead == clock.ahead;
    }

    @Override
    public int hashCode() {
        return base.hashCode();
    }
}
