package redoubt.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a message is tried, and tried again.
 *
 * @param delays how long after the failure before it each attempt comes; the first of them after nothing
 */
public record RetrySchedule(List<Duration> delays) {

    /** Ten attempts within some 76 hours, as the Standard Webhooks suggest. */
    public static final RetrySchedule STANDARD = new RetrySchedule(List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /** Each delay is this much shorter at most, or longer: what failed together does not come back together. */
    private static final double SPREAD = 0.2;

    /** Keeps a copy; there is one attempt at least. */
    public RetrySchedule {
        delays = List.copyOf(delays);
        if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("A schedule has a delay for each attempt, and none is negative");
        }
    }

    /**
     * How long after its last failure a message is tried again; empty if it was tried often enough.
     *
     * @param made how many attempts failed
     * @param chance from 0 to 1
     */
    public Optional<Duration> after(int made, double chance) {
        return made >= delays.size()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        Math.round(delays.get(made).toMillis() * (1 - SPREAD + 2 * SPREAD * chance))));
    }
}
