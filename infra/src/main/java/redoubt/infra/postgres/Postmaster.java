package redoubt.infra.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server process of one cluster, as its {@code postmaster.pid} and the operating system tell of it. */
record Postmaster(ProcessHandle process) {

    private static final int STATUS_LINE = 7;

    /** The server that runs on this cluster now, whoever started it. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        var lines = pidFile(cluster);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(process -> runsOn(process, cluster))
                .map(Postmaster::new);
    }

    /** Whether the server on this cluster has said that it takes connections. */
    static boolean ready(Path cluster) throws IOException {
        var lines = pidFile(cluster);
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * Removes a {@code postmaster.pid} that no server stands behind.
     *
     * <p>PostgreSQL itself refuses to start if any process has that number now, and in a container the same small
     * numbers come again with every start.
     */
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }

    /**
     * Asks for a fast shutdown: clients are sent away, everything is written, every process ends. Waits; if the patience
     * ends first, the server is told to end at once, which its next start recovers from.
     *
     * @return whether it has ended, its logger included
     */
    boolean stop(Duration patience) {
        // Nobody but us waits for the logger: the postmaster leaves it behind to write down the last words.
        var processes = Stream.concat(Stream.of(process), process.children()).toList();
        signal("INT");
        if (endWithin(patience, processes)) {
            return true;
        }
        signal("QUIT");
        return endWithin(Duration.ofSeconds(10), processes);
    }

    // The process may be a stranger's child, or a number given anew: its working directory is the cluster, or it is not
    // ours.
    private static boolean runsOn(ProcessHandle process, Path cluster) {
        var self = Path.of("/proc", Long.toString(process.pid()));
        try {
            var program = Files.readString(self.resolve("comm")).strip();
            return program.equals("postgres") && Files.isSameFile(self.resolve("cwd"), cluster);
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<String> pidFile(Path cluster) throws IOException {
        try {
            return Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    // ProcessHandle knows TERM and KILL only; TERM would wait for every client to leave by itself.
    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            throw new DatabaseUnusable("PostgreSQL (process " + process.pid() + ") cannot be told to stop.", noShell);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endWithin(Duration patience, List<ProcessHandle> processes) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!processes.stream().allMatch(Postmaster::ended)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(10);
            }
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return processes.stream().allMatch(Postmaster::ended);
        }
    }

    // An orphan in a container may stay a zombie for ever, as the first process there need not care for it.
    private static boolean ended(ProcessHandle process) {
        if (!process.isAlive()) {
            return true;
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException gone) {
            return !process.isAlive();
        }
    }
}
