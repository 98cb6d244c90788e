package redoubt.infra.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another JVM with a server of its own, writing row after row until it is killed like a crashed process. */
final class KilledChild {

    private static final int ROWS_BEFORE_THE_KILL = 8;

    private final Process process;
    private final BufferedReader words;
    private final long server;
    private String acknowledged = "0";

    private KilledChild(Process process, BufferedReader words, long server) {
        this.process = process;
        this.words = words;
        this.server = server;
    }

    static KilledChild start(Path home, Path programs) throws IOException {
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledChild.class.getName(),
                        home.toString(),
                        programs.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var words = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var first = words.readLine();
        if (first == null) {
            throw new IOException("The child did not start");
        }
        return new KilledChild(process, words, Long.parseLong(first));
    }

    long pid() {
        return process.pid();
    }

    /** The number of its server's process. */
    long server() {
        return server;
    }

    /** Waits for some acknowledged rows, then kills it; what it says until it dies counts. */
    void kill() throws IOException, InterruptedException {
        for (int row = 0; row < ROWS_BEFORE_THE_KILL; row++) {
            acknowledged = words.readLine();
        }
        // Through the handle, which leaves the pipe open: the last words are wanted.
        process.toHandle().destroyForcibly();
        for (var last = words.readLine(); last != null; last = words.readLine()) {
            acknowledged = last;
        }
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** How many rows it was told are written. */
    String acknowledged() {
        return acknowledged;
    }

    public static void main(String[] arguments) {
        var server = OwnPostgres.start(Path.of(arguments[0]), Path.of(arguments[1]), Map.of());
        System.out.println(server.pid());
        Asking.ask(server, "drop table if exists written; create table written (number int)");
        for (int row = 1; ; row++) {
            Asking.ask(server, "insert into written values (" + row + ")");
            System.out.println(row);
        }
    }
}
