package redoubt.infra.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What came of one fault.
 *
 * @param fault in a few words
 * @param acknowledged writes that were answered with yes while the fault lasted
 * @param refused writes that were answered with no
 * @param unknown writes that were not answered, or with "try again"
 * @param account of these writes at the end, after the unknown ones were sent again
 * @param took from the first write until all were accounted for
 */
record Verdict(String fault, int acknowledged, int refused, int unknown, Account account, Duration took) {

    private static final Path REPORT = Path.of("target", "faults.txt");

    /** Adds its line to the report of the suite. */
    void tell() {
        var line = "%-44s %12d %8d %8d %8d %5d %11d %8d%n"
                .formatted(
                        fault,
                        acknowledged,
                        refused,
                        unknown,
                        account.found(),
                        account.lost().size(),
                        account.duplicated().size(),
                        took.toSeconds());
        try {
            Files.writeString(REPORT, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
