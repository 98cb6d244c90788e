package redoubt.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The application in a JVM of its own, as a launcher starts it, with what it says kept in two files. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ChildProcess start(Path scratch, Map<String, String> environment, String... arguments) throws IOException {
        // A shell that runs the tests in the background makes them ignore interrupts, and that is inherited.
        var command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Shipped.classPath(),
                RedoubtApplication.class.getName()));
        command.addAll(List.of(arguments));
        var out = scratch.resolve("out");
        var err = scratch.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("REDOUBT_"));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), out, err);
    }

    /** Waits until it has said this on standard output. */
    void says(String words) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!said().contains(words)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("It never said \"" + words + "\" but:\n" + said() + complained());
            }
            Thread.sleep(50);
        }
    }

    /** Asks it to stop as a terminal or a supervisor does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .start()
                .waitFor();
    }

    /** Its status, once it has ended by itself within the time. */
    int endsWithin(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("It does not end, having said:\n" + said() + complained());
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(out);
    }

    String complained() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
