package redoubt.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What came of the sweeps over the document: a file with a line for each, which {@code redoubt sweep} prints. */
public final class SweepFigures {

    private static final Path DIRECTORY = Path.of("target", "sweeps");

    private SweepFigures() {}

    /**
     * Writes the line of a sweep anew.
     *
     * @param sweep its name
     * @param figures each with its word, as in {@code 0 leaks}
     */
    public static void tell(String sweep, String... figures) {
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(
                    DIRECTORY.resolve(sweep.replace(' ', '-') + ".txt"),
                    sweep + ": " + String.join(", ", figures) + System.lineSeparator());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
