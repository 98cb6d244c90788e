package redoubt.bench.library;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a turn of a library gave.
 *
 * @param identifiers of all events that were acknowledged
 * @param time the time of the turn
 * @param latency from asking for an append to its outcome, in microseconds
 */
public record Appends(List<String> identifiers, Duration time, Histogram latency) {

    private static final long LONGEST = Duration.ofMinutes(1).toNanos() / 1_000;

    /** Reads the lines of a writer: an identifier, a blank, and the latency in microseconds. */
    static Appends of(List<String> lines, Duration time) {
        var latency = new Histogram(1, LONGEST, 3);
        var identifiers = lines.stream()
                .map(line -> {
                    int blank = line.lastIndexOf(' ');
                    latency.recordValue(Math.clamp(Long.parseLong(line.substring(blank + 1)), 1, LONGEST));
                    return line.substring(0, blank);
                })
                .toList();
        return new Appends(identifiers, time, latency);
    }

    /** Events per second; of each writer the last one may have been acknowledged after the time. */
    public double rate() {
        return identifiers.size() / (time.toNanos() / 1e9);
    }
}
