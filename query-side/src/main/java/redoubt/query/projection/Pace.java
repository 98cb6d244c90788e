package redoubt.query.projection;

import org.jspecify.annotations.Nullable;

/** How fast something gets on, lately: older measurements count for less and less. Not safe for several threads. */
final class Pace {

    private static final double SECOND = 1e9;
    private static final double MEMORY_SECONDS = 5;

    private long since;
    private long from;
    private @Nullable Double rate;

    Pace(long position, long now) {
        from = position;
        since = now;
    }

    /** Takes note of a position reached, at a time in nanoseconds. */
    void reached(long position, long now) {
        double seconds = (now - since) / SECOND;
        if (seconds <= 0) {
            return;
        }
        double current = (position - from) / seconds;
        double weight = 1 - Math.exp(-seconds / MEMORY_SECONDS);
        rate = rate == null ? current : rate + weight * (current - rate);
        from = position;
        since = now;
    }

    /** In a second; null while nothing was measured. */
    @Nullable
    Double rate() {
        return rate;
    }

    /** Seconds that the rest takes at this rate; null if that cannot be told. */
    @Nullable
    Integer eta(long rest) {
        return rate == null || rate <= 0 ? null : (int) Math.min(Integer.MAX_VALUE, Math.ceil(rest / rate));
    }
}
