package redoubt.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/**
 * What a run of load gave.
 *
 * @param completed the responses that arrived within the time of the run
 * @param time the time of the run
 * @param statuses how often each status came, also while the last responses were awaited after the time
 * @param latency from sending a request to the end of its response, in microseconds, responses within the time only
 * @param identifiers the {@code id} in the body of each 201, also after the time
 * @param shortestBody the length of the shortest body in bytes
 * @param longestBody the length of the longest body in bytes
 * @param processorTime what the generator itself took of one processor
 */
public record Run(
        long completed,
        Duration time,
        SortedMap<Integer, Long> statuses,
        Histogram latency,
        List<UUID> identifiers,
        long shortestBody,
        long longestBody,
        Duration processorTime) {

    /** Responses per second. */
    public double rate() {
        return completed / (time.toNanos() / 1e9);
    }

    /** A percentile of the latency in milliseconds. */
    public double milliseconds(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e3;
    }

    /** Whether every single response had this status. */
    public boolean allWere(int status) {
        return completed > 0 && statuses.keySet().equals(Set.of(status));
    }
}
