package redoubt.bench.library;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redoubt.bench.limit.Server;

/** A process that appends to an event store, told turn by turn on its standard input. */
public final class Library implements AutoCloseable {

    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final BufferedWriter turns;
    private final BufferedReader answers;
    private final Path acknowledged;

    private Library(Process process, Path acknowledged) {
        this.process = process;
        this.turns = process.outputWriter();
        this.answers = process.inputReader();
        this.acknowledged = acknowledged;
    }

    /**
     * Starts a process and waits until it is ready.
     *
     * @param command with its arguments
     * @param server the database that it is told of in the usual variables
     * @param work a directory for what it acknowledges
     */
    static Library start(List<String> command, Server server, Path work) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PGHOST", server.host());
        builder.environment().put("PGPORT", Integer.toString(server.port()));
        builder.environment().put("PGDATABASE", server.database());
        builder.environment().put("PGUSER", server.user());
        builder.environment().put("PGPASSWORD", server.password());
        try {
            var library = new Library(builder.start(), work.resolve(server.database() + ".acknowledged"));
            library.await("ready");
            return library;
        } catch (IOException failed) {
            throw new UncheckedIOException("Not started: " + command.getFirst(), failed);
        }
    }

    /** Appends with so many writers for that time. */
    public Appends append(int writers, Duration time) {
        try {
            turns.write("%d %d %s\n".formatted(writers, time.toMillis(), acknowledged));
            turns.flush();
            await("done");
            return Appends.of(Files.readAllLines(acknowledged), time);
        } catch (IOException failed) {
            throw new UncheckedIOException("A library did not append", failed);
        }
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Lets it end by itself. */
    @Override
    public void close() {
        try {
            turns.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException ended) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void await(String word) throws IOException {
        var said = answers.readLine();
        if (!word.equals(said)) {
            process.destroyForcibly();
            throw new IllegalStateException("Instead of \"%s\" a library said: %s".formatted(word, said));
        }
    }
}
