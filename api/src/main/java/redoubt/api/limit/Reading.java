package redoubt.api.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * What one policy says at a moment.
 *
 * @param policy which one
 * @param limit what may be spent in its window
 * @param left what of it may still be spent
 * @param ends when its window ends
 */
record Reading(Policy policy, long limit, long left, Instant ends) {

    /** Seconds until the window ends, at least one. */
    long seconds(Instant now) {
        return Math.max(
                1, Duration.between(now, ends).plusSeconds(1).minusNanos(1).toSeconds());
    }

    /** Tells clients where they stand: the first one in the headers of old, all of them in the fields of the standard. */
    static void show(List<Reading> readings, Instant now, HttpHeaders headers) {
        Reading first = readings.getFirst();
        headers.set("X-RateLimit-Limit", Long.toString(first.limit()));
        headers.set("X-RateLimit-Remaining", Long.toString(first.left()));
        headers.set("X-RateLimit-Reset", Long.toString(first.ends().getEpochSecond()));
        headers.set(
                "RateLimit-Policy",
                each(
                        readings,
                        reading -> ";q=" + reading.limit() + ";w="
                                + reading.policy().window().toSeconds()));
        headers.set("RateLimit", each(readings, reading -> ";r=" + reading.left() + ";t=" + reading.seconds(now)));
    }

    private static String each(List<Reading> readings, Function<Reading, String> parameters) {
        return readings.stream()
                .map(reading -> '"' + reading.policy().code() + '"' + parameters.apply(reading))
                .collect(Collectors.joining(", "));
    }
}
