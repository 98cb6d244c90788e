package redoubt.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long the disk takes to make 8 kB durable: what no durable commit can be faster than.
 *
 * @param median in microseconds
 * @param slow the 99th percentile in microseconds
 */
public record Flush(long median, long slow) {

    private static final int PAGE = 8_192;
    private static final int PAGES = 2_048;

    /** Overwrites pages of a file and flushes the data after each, for that time. */
    public static Flush measure(Path directory, Duration time) {
        var times = new Histogram(3);
        var page = ByteBuffer.allocateDirect(PAGE);
        try {
            var file = Files.createTempFile(directory, "flush", ".bin");
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                // The file has its size before the clock runs: PostgreSQL too writes into files of a known size.
                channel.write(ByteBuffer.allocateDirect(PAGE * PAGES));
                channel.force(true);
                long end = System.nanoTime() + time.toNanos();
                for (int i = 0; System.nanoTime() < end; i++) {
                    long start = System.nanoTime();
                    channel.write(page.clear(), (long) (i % PAGES) * PAGE);
                    channel.force(false);
                    times.recordValue((System.nanoTime() - start) / 1_000);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The disk could not be measured in " + directory, failed);
        }
        return new Flush(times.getValueAtPercentile(50), times.getValueAtPercentile(99));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d µs median, %d µs p99 (%.0f per second)", median, slow, 1e6 / Math.max(1, median));
    }
}
