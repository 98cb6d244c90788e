package redoubt.infra.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import redoubt.infra.acceptance.ChildRedoubt;
import redoubt.infra.acceptance.Http;

/** One process of the program, and its successors on the same database. */
final class Node implements AutoCloseable {

    /** Starts are many here, and their time is better spent on faults. */
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final Class<?> main;
    private final List<String> jvm;
    private final String url;
    private volatile ChildRedoubt process;
    private volatile Http http;
    private volatile Http management;

    private Node(Path directory, Class<?> main, List<String> jvm, String url) {
        this.directory = directory;
        this.main = main;
        this.jvm = Stream.concat(QUICK.stream(), jvm.stream()).toList();
        this.url = url;
        start();
    }

    /** One that is up. */
    static Node on(String url, Path directory, Class<?> main, List<String> jvm) {
        try {
            return new Node(Files.createDirectories(directory), main, jvm, url);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Starts the next process, when the one before has ended. */
    void start() {
        process = ChildRedoubt.begin(directory, main, jvm, List.of("--redoubt.database-url=" + url));
        process.awaitAddress();
        management = process.management();
        http = process.http();
    }

    /** A client of the process of now. */
    Http http() {
        return http;
    }

    /** Ends it as a crash would. */
    void kill() {
        process.kill();
    }

    /** Asks it to stop, and waits for it. */
    void stop() {
        process.signal("TERM");
    }

    /** Whether it lives. */
    boolean alive() {
        return process.alive();
    }

    /** Stops its clock. */
    void freeze() {
        Signals.send("STOP", List.of(process.pid()));
    }

    /** The end of {@link #freeze()}. */
    void thaw() {
        Signals.send("CONT", List.of(process.pid()));
    }

    /** Whether it says that it is ready. */
    boolean ready() {
        return management.get("/health/ready").status() == 200;
    }

    /** By how many events its tables are behind, as its metrics tell. */
    double lag() {
        return management
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("redoubt_log_reader_lag_events{"))
                .filter(line -> line.contains("projection"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        thaw();
        try {
            process.close();
        } finally {
            process.kill();
        }
    }
}
