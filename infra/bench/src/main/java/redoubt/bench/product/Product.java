package redoubt.bench.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program, started by its launcher as users start it: its own PostgreSQL, its own defaults. */
public final class Product implements AutoCloseable {

    private static final String PLENTY = "1000000000";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration PROBE = Duration.ofMillis(10);
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Api api;
    private final Path data;
    private final Path log;
    private final long startedAt;

    private Product(Process process, Api api, Path data, Path log, long startedAt) {
        this.process = process;
        this.api = api;
        this.data = data;
        this.log = log;
        this.startedAt = startedAt;
    }

    /**
     * Starts the launcher and returns at once.
     *
     * @param root of the clone
     * @param data the directory for the program's data; it may hold some already
     * @param cache whether the JVM may use its cache for fast starts
     */
    public static Product start(Path root, Path data, boolean cache) {
        return start(root, data, cache, Map.of());
    }

    /**
     * The same with further settings.
     *
     * @param settings by the names of their variables
     */
    public static Product start(Path root, Path data, boolean cache, Map<String, String> settings) {
        try {
            Files.createDirectories(data);
            int port = freePort();
            int management = freePort();
            var log = data.resolve("bench.log");
            var builder = new ProcessBuilder(
                            root.resolve("infra/bin/redoubt").toString(),
                            "run",
                            "--port=" + port,
                            "--management-port=" + management,
                            "--data=" + data)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("REDOUBT_"));
            builder.environment().put("REDOUBT_BOOTSTRAP_TOKEN", Api.TOKEN);
            builder.environment().put("REDOUBT_AOT", cache ? "on" : "off");
            // One client asks for as much here as a thousand users may.
            builder.environment().put("REDOUBT_RATE_HOURLY", PLENTY);
            builder.environment().put("REDOUBT_RATE_BURST", PLENTY);
            builder.environment().putAll(settings);
            long startedAt = System.nanoTime();
            var process = builder.start();
            return new Product(process, new Api(local(port), local(management)), data, log, startedAt);
        } catch (IOException failed) {
            throw new UncheckedIOException("The launcher did not start", failed);
        }
    }

    /**
     * Waits until the program says that it is ready.
     *
     * @return the time since the launcher was started
     */
    public Duration awaitReady() {
        Patience.until("Being ready", START, PROBE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The program ended while it started: " + lastWords());
            }
            return api.ready();
        });
        return age();
    }

    /** The time since the launcher was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** The doors of the program. */
    public Api api() {
        return api;
    }

    /** Its database, which lives as long as the program. */
    public ProductDatabase database() {
        return ProductDatabase.in(data.resolve("postgres"));
    }

    /** The number of the JVM's process, which the launcher has become. */
    public long pid() {
        return process.pid();
    }

    /** Ends the JVM as a crash would; its PostgreSQL lives on. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Asks it to stop, and waits for that. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The program did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException unknown) {
            return "it said nothing";
        }
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
