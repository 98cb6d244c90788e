package redoubt.bench.limit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of {@code infra/bench/writers}, run from its source with the jars of the product, that answers each line with one. */
public final class Companion implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final Writer lines;
    private final BufferedReader answers;
    private String greeting = "";

    private Companion(Process process) {
        this.process = process;
        this.lines = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Starts it, and waits until it is ready. */
    public static Companion start(Path root, String name, String... arguments) {
        var application = root.resolve("infra/target/app");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                application.resolve("redoubt.jar") + ":" + application.resolve("lib/*"),
                root.resolve("infra/bench/writers/" + name + ".java").toString()));
        command.addAll(List.of(arguments));
        try {
            var companion = new Companion(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            companion.greeting = companion.await("ready");
            return companion;
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " did not start", failed);
        }
    }

    /** What it answers to a line, after that word. */
    public String ask(String line, String word) {
        try {
            lines.write(line + "\n");
            lines.flush();
            return await(word);
        } catch (IOException failed) {
            throw new UncheckedIOException("A companion broke off", failed);
        }
    }

    /** What it said when it was ready. */
    public String greeting() {
        return greeting;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
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
