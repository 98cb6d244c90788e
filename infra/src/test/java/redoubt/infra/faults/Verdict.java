package redoubt.infra.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * What came of one fault.
 *
 * @param fault in a few words
 * @param acknowledged writes that were answered with yes while the fault lasted
 * @param refused writes that were answered with no
 * @param unknown writes that were not answered, or with "try again"
 * @param found events of these writes in the log at the end, after the unknown ones were sent again
 * @param lost acknowledged writes that are not in the log as they were sent
 * @param duplicated writes that are in the log more than once
 * @param took from the first write until everything was checked
 */
record Verdict(
        String fault,
        int acknowledged,
        int refused,
        int unknown,
        int found,
        List<String> lost,
        List<String> duplicated,
        Duration took) {

    private static final Path REPORT = Path.of("target", "faults.txt");

    /** Adds its line to the report of the suite. */
    void tell() {
        var line = "%-44s %12d %8d %8d %8d %5d %11d %8d%n"
                .formatted(
                        fault, acknowledged, refused, unknown, found, lost.size(), duplicated.size(), took.toSeconds());
        try {
            Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
