package redoubt.infra.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with an endpoint.
 *
 * @param failures how many attempts failed since the last one that did not
 * @param first when the first of these was
 * @param last when the last of these was
 */
record Health(
        int failures, @Nullable Instant first, @Nullable Instant last) {

    private static final Duration DAYS = Duration.ofDays(5);
    private static final Duration SPAN = Duration.ofHours(12);
    private static final int MANY = 10;

    /** Whether nothing has arrived for so long that nothing more is tried. */
    boolean hopeless() {
        if (first == null || last == null || failures < MANY) {
            return false;
        }
        Duration failing = Duration.between(first, last);
        return failing.compareTo(SPAN) >= 0 && failing.compareTo(DAYS) >= 0;
    }
}
