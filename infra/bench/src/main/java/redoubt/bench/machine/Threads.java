package redoubt.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The threads of another process, as the kernel names them: by the first 15 characters. */
public final class Threads {

    private Threads() {}

    /** How many of a process have a name that begins so. */
    public static int count(long pid, String beginning) {
        try (var tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return (int) tasks.filter(task -> ProcFiles.read(
                                    Long.toString(pid),
                                    "task",
                                    task.getFileName().toString(),
                                    "comm")
                            .orElse("")
                            .startsWith(beginning))
                    .count();
        } catch (IOException gone) {
            throw new UncheckedIOException("The threads of process " + pid + " cannot be seen", gone);
        }
    }
}
