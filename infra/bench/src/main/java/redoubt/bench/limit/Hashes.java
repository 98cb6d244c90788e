package redoubt.bench.limit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How often a machine can compare a password with what was kept of it: the same function of the same library, and nothing around it. */
public final class Hashes implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Writer turns;
    private final BufferedReader answers;

    private Hashes(Process process) {
        this.process = process;
        this.turns = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * Starts it as a process of its own, with the jars of the program.
     *
     * @param kept what the program kept of the password
     */
    public static Hashes start(Path root, String kept, String password) {
        var application = root.resolve("infra/target/app");
        try {
            var hashes = new Hashes(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            application.resolve("redoubt.jar") + ":" + application.resolve("lib/*"),
                            root.resolve("infra/bench/writers/PasswordHasher.java")
                                    .toString(),
                            kept,
                            password)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            hashes.await("ready");
            return hashes;
        } catch (IOException failed) {
            throw new UncheckedIOException("What hashes passwords did not start", failed);
        }
    }

    /** Comparisons per second on that many threads. */
    public double rate(int threads, Duration time) {
        try {
            turns.write("%d %d\n".formatted(threads, time.toMillis()));
            turns.flush();
            return Long.parseLong(await("done ")) / (time.toNanos() / 1e9);
        } catch (IOException failed) {
            throw new UncheckedIOException("What hashes passwords broke off", failed);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** What follows the word in the next line. */
    private String await(String word) throws IOException {
        var said = answers.readLine();
        if (said == null || !said.startsWith(word)) {
            close();
            throw new IllegalStateException("Instead of \"%s\" it said: %s".formatted(word.strip(), said));
        }
        return said.substring(word.length());
    }
}
