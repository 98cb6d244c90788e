package redoubt.infra.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redoubt.infra.Plenty;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.Shipped;
import redoubt.infra.TestDatabase;

/** Redoubt in a process of its own, as people run it, with a PostgreSQL of its own. */
public final class ChildRedoubt implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Address +(http://localhost:\\d+)/");
    private static final Pattern HEALTH = Pattern.compile("Health +(http://localhost:\\d+)/");

    private final Process process;
    private final List<String> said;
    private final Path complaints;

    private ChildRedoubt(Process process, List<String> said, Path complaints) {
        this.process = process;
        this.said = said;
        this.complaints = complaints;
    }

    /** One that is up, with its data in that directory. */
    static ChildRedoubt at(Path data) {
        ChildRedoubt child = begin(data, RedoubtApplication.class, List.of(), List.of());
        child.awaitAddress();
        return child;
    }

    /** One that is up, and shares a database with others. */
    static ChildRedoubt on(TestDatabase database, Path data) {
        ChildRedoubt child =
                begin(data, RedoubtApplication.class, List.of(), List.of("--redoubt.database-url=" + database.url()));
        child.awaitAddress();
        return child;
    }

    /** One that has been begun, whether it comes up or not. */
    public static ChildRedoubt begin(Path data, Class<?> main, List<String> jvm, List<String> settings) {
        try {
            Path complaints = Files.createTempFile(data, "stderr-", ".txt");
            // A shell that runs the tests in the background makes them ignore interrupts, and that is inherited.
            List<String> command = new ArrayList<>(List.of(
                    "env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m"));
            command.addAll(jvm);
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath(main), main.getName()));
            if (settings.stream().noneMatch(setting -> setting.startsWith("--redoubt.port="))) {
                command.add("--redoubt.port=0");
            }
            command.addAll(List.of(
                    "--redoubt.management.port=0",
                    "--redoubt.data=" + data,
                    "--redoubt.bootstrap-token=" + RunningRedoubt.TOKEN,
                    "--redoubt.master-key=" + TestDatabase.MASTER_KEY));
            command.addAll(Plenty.SETTINGS);
            command.addAll(settings);
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints.toFile())
                    .start();
            return new ChildRedoubt(process, new ArrayList<>(), complaints);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is shipped, and nothing of the tests unless the main class is one of theirs. */
    private static String classPath(Class<?> main) {
        return main == RedoubtApplication.class ? Shipped.classPath() : System.getProperty("java.class.path");
    }

    /** Waits until it has said where it listens. */
    public String awaitAddress() {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                // The last of its addresses.
                if (HEALTH.matcher(line).find()) {
                    drain(lines);
                    return said(ADDRESS);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new AssertionError("It did not come up: " + said + complaints());
    }

    /** A client of it. */
    public Http http() {
        return Http.to(URI.create(said(ADDRESS).replace("localhost", "127.0.0.1")))
                .as(RunningRedoubt.TOKEN);
    }

    /** A client of its operators' port. */
    public Http management() {
        return Http.to(URI.create(said(HEALTH).replace("localhost", "127.0.0.1")));
    }

    private String said(Pattern address) {
        return said.stream()
                .map(address::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not come to its end. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Ends it as a crash would: it learns nothing of it. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Sends a signal, waits, and tells with which status it ended. */
    public int signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return awaitEnd();
    }

    /** Waits for its end and tells with which status. */
    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The processes that it started and that still run. */
    List<ProcessHandle> children() {
        return process.toHandle().descendants().filter(ChildRedoubt::runs).toList();
    }

    /** Whether a process has not come to its end; one that has ended is called alive until its parent has noticed. */
    static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    /** What it said on standard error. */
    public String complaints() {
        try {
            return Files.readString(complaints);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads on, so that it never waits for a full pipe. */
    private void drain(BufferedReader lines) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            signal("TERM");
        }
    }
}
