package redoubt.bench.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The distribution's {@code pgbench}, run with a script of ours and prepared statements. */
public final class Pgbench {

    private static final Pattern RATE = Pattern.compile("^tps = ([0-9.]+) ", Pattern.MULTILINE);
    private static final Pattern LATENCY = Pattern.compile("^latency average = ([0-9.]+) ms", Pattern.MULTILINE);
    private static final Pattern FAILED =
            Pattern.compile("^number of failed transactions: ([0-9]+)", Pattern.MULTILINE);
    private static final Pattern DONE =
            Pattern.compile("^number of transactions actually processed: ([0-9]+)", Pattern.MULTILINE);

    private final Server server;
    private final Path directory;

    /**
     * Runs against a database, with its scripts in a directory.
     *
     * @param directory where the scripts are written
     */
    public Pgbench(Server server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** The version that is installed, if any is. */
    public static Optional<String> version() {
        try {
            var process = new ProcessBuilder("pgbench", "--version").start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Runs a script again and again on so many connections for that time, which is rounded up to whole seconds.
     *
     * @throws IllegalStateException with what pgbench said, if it failed, if a single transaction did, or if none was done
     */
    public Figures run(String name, String script, int clients, Duration time) {
        try {
            var file = Files.writeString(directory.resolve(name + ".sql"), script);
            var process = command(file, clients, Math.max(1, (time.toMillis() + 999) / 1000))
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || number(FAILED, said).orElse(0) > 0) {
                throw new IllegalStateException("pgbench failed on " + name + ": " + said.strip());
            }
            if (number(RATE, said).isEmpty()) {
                throw new IllegalStateException("pgbench did nothing on " + name + ": " + said.strip());
            }
            return new Figures(
                    number(RATE, said).orElseThrow(), number(LATENCY, said).orElseThrow(), (long)
                            number(DONE, said).orElseThrow());
        } catch (IOException failed) {
            throw new UncheckedIOException("pgbench did not run", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    private ProcessBuilder command(Path file, int clients, long seconds) {
        var builder = new ProcessBuilder(List.of(
                "pgbench",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=" + server.user(),
                "--no-vacuum",
                "--protocol=prepared",
                "--jobs=1",
                "--random-seed=20261122",
                "--client=" + clients,
                String.format(Locale.ROOT, "--time=%d", seconds),
                "--file=" + file,
                server.database()));
        builder.environment().put("PGPASSWORD", server.password());
        builder.environment().put("LC_ALL", "C");
        return builder.redirectErrorStream(true);
    }

    private static OptionalDouble number(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? OptionalDouble.of(Double.parseDouble(matcher.group(1))) : OptionalDouble.empty();
    }

    /**
     * What a run gave.
     *
     * @param rate transactions per second, without the time to connect
     * @param latency the mean in milliseconds
     * @param done how many transactions
     */
    public record Figures(double rate, double latency, long done) {}
}
