package redoubt.api.route;

import java.time.Duration;

/**
 * How slowly a body may be sent.
 *
 * @param silence for how long nothing at all may come; nothing is said of the pace before that either
 * @param bytesPerSecond what has to come on average after that
 */
public record Pace(Duration silence, int bytesPerSecond) {

    /** Whether so much is too little for the time it took. */
    boolean isBehind(long bytes, Duration elapsed) {
        return elapsed.compareTo(silence) > 0 && bytes * 1000 < elapsed.toMillis() * bytesPerSecond;
    }
}
