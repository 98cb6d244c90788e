package redoubt.bench.scenario;

import java.time.Duration;
import redoubt.bench.product.Patience;
import redoubt.bench.product.ProductDatabase;

/** What the read side has still to do. */
final class Backlog {

    private static final Duration MOST = Duration.ofMinutes(20);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String POSITION = "select coalesce(min(position), 0) from read.mark";
    private static final String HEAD = "select coalesce(max(position), 0) from event";

    private Backlog() {}

    /** How many events of the log are not yet in the tables. */
    static long size(ProductDatabase database) {
        return database.number("select (" + HEAD + ") - (" + POSITION + ")");
    }

    /** Waits until the tables show the whole log, and says how long that took. */
    static Duration drain(ProductDatabase database) {
        long start = System.nanoTime();
        Patience.until("Following the log to its end", MOST, PAUSE, () -> size(database) == 0);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
