package redoubt.bench.scenario;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * Where and how a run takes place.
 *
 * @param root of the clone
 * @param work a directory for data, emptied before and after
 * @param pace how long and how often
 * @param console where the progress is told
 */
public record Stage(Path root, Path work, Pace pace, PrintStream console) {

    /** Tells the progress in a line of its own. */
    public void tell(String format, Object... arguments) {
        console.printf(Locale.ROOT, format + "%n", arguments);
    }

    /** An empty directory of that name. */
    public Path empty(String name) {
        var directory = work.resolve(name);
        remove(directory);
        try {
            return Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("No directory for the run could be made at " + directory, failed);
        }
    }

    /** Removes a directory with everything in it. */
    public void remove(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Not removed: " + directory, failed);
        }
    }
}
