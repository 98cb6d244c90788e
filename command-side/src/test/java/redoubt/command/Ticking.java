package redoubt.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still unless it is told otherwise. */
final class Ticking extends Clock {

    private Instant now = Instant.parse("2026-03-02T10:30:00Z");
    private ZoneId zone = ZoneOffset.UTC;

    void pass(Duration time) {
        now = now.plus(time);
    }

    void move(ZoneId to) {
        zone = to;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        throw new UnsupportedOperationException("There is one clock, in one zone");
    }
}
