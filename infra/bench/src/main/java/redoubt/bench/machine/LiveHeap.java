package redoubt.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What is alive in a JVM once all that is dead is gone. To ask takes a collection, during which it does nothing else. */
public final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final double MEGABYTE = 1 << 20;

    private LiveHeap() {}

    /**
     * In MB of 1,048,576 bytes.
     *
     * @throws IllegalStateException if there is no such JVM
     */
    public static double of(long pid) {
        try {
            var asking = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var told = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var total = TOTAL.matcher(told);
            if (!total.find()) {
                throw new IllegalStateException("The heap of " + pid + " was not told: " + told);
            }
            return Long.parseLong(total.group(1)) / MEGABYTE;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
