package redoubt.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Small files of {@code /proc}, which may vanish together with their process. */
final class ProcFiles {

    private static final Path PROC = Path.of("/proc");

    private ProcFiles() {}

    static Optional<String> read(String first, String... more) {
        try {
            return Optional.of(Files.readString(PROC.resolve(Path.of(first, more))));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException ended) {
            // A process that ends between opening and reading answers "no such process".
            return Optional.empty();
        }
    }
}
