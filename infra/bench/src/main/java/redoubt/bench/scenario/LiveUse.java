package redoubt.bench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import redoubt.bench.product.Api;
import redoubt.bench.product.Patience;

/**
 * Somebody who goes on working while something else is measured: creates a risk, looks whether it is in the list, looks at
 * a page of the risks that were there before, and rests for a moment.
 */
final class LiveUse implements AutoCloseable {

    private static final Duration REST = Duration.ofMillis(50);
    private static final long LONGEST = Duration.ofMinutes(1).toNanos() / 1_000;

    private final Api api;
    private final String folder;
    private final long before;
    private final Histogram reads = new Histogram(1, LONGEST, 3);
    private final List<String> faults = new ArrayList<>();
    private final CompletableFuture<Void> work;
    private volatile boolean over;
    private long created;

    private LiveUse(Api api) {
        this.api = api;
        folder = api.create("/api/v1/folders/", "{\"name\": \"Live %d\"}".formatted(System.nanoTime()));
        before = count(PageQuery.FILTERED.path());
        work = CompletableFuture.runAsync(this::work);
    }

    /** Begins, in a new folder; whatever is refused or missing is noted. */
    static LiveUse begin(Api api) {
        return new LiveUse(api);
    }

    /** Stops, and waits for the last request. */
    @Override
    public void close() {
        over = true;
        work.join();
    }

    /** How many risks were created; once it has stopped. */
    long created() {
        return created;
    }

    /** What was refused or missing; once it has stopped. */
    List<String> faults() {
        return faults;
    }

    /** A percentile of the time of its reads in milliseconds; once it has stopped. */
    double milliseconds(double percentile) {
        return reads.getValueAtPercentile(percentile) / 1e3;
    }

    private void work() {
        while (!over) {
            try {
                turn();
            } catch (RuntimeException refused) {
                faults.add("Meanwhile: " + refused.getMessage());
            }
            Patience.pause(REST);
        }
    }

    private void turn() {
        api.create(RiskRequests.PATH, RiskRequests.body(folder, 3, 4));
        created++;
        long seen = count(RiskRequests.PATH + "?page_size=1&folder=" + folder);
        long others = count(PageQuery.FILTERED.path());
        if (seen != created || others < before) {
            faults.add("Meanwhile: %d risks were created and the list shows %d; of %d others it shows %d"
                    .formatted(created, seen, before, others));
        }
    }

    private long count(String path) {
        long start = System.nanoTime();
        long count = api.get(path).required("count").asLong();
        reads.recordValue(Math.clamp((System.nanoTime() - start) / 1_000, 1, LONGEST));
        return count;
    }
}
