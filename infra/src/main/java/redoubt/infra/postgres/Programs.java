package redoubt.infra.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the programs of PostgreSQL, which refuse to be run by root and which must not hear the terminal's Ctrl-C. */
final class Programs {

    private final PostgresBinaries binaries;
    private final List<String> prefix = new ArrayList<>();

    Programs(PostgresBinaries binaries) throws IOException {
        this.binaries = binaries;
        if (onPath("setsid")) {
            // In a session of its own: Ctrl-C reaches us, and we stop the server when its clients have finished.
            prefix.add("setsid");
        }
        if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            dropRoot();
        }
    }

    /** Starts a program whose every word goes to the end of a file. */
    Process start(Path output, String program, List<String> arguments) throws IOException {
        return start(output, ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()), program, arguments);
    }

    /** Runs a program to its end. */
    int run(Path output, ProcessBuilder.Redirect input, String program, List<String> arguments) throws IOException {
        return waitedFor(start(output, input, program, arguments));
    }

    private Process start(Path output, ProcessBuilder.Redirect input, String program, List<String> arguments)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(binaries.program(program));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // A PGDATA or PGOPTIONS of the user's own is meant for another server; messages are read, so in English.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    /** A user namespace gives root's process a nobody's name without taking its files away. */
    private void dropRoot() throws IOException {
        if (!onPath("unshare")
                || waitedFor(new ProcessBuilder("unshare", "-U", "true")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start())
                        != 0) {
            throw new DatabaseUnusable("PostgreSQL refuses to run as root and this system permits no user namespaces; "
                    + "run Redoubt as another user, or set REDOUBT_DATABASE_URL.");
        }
        prefix.addAll(List.of("unshare", "-U"));
    }

    private static boolean onPath(String program) {
        var path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(":"))
                        .anyMatch(directory ->
                                Files.isExecutable(Path.of(directory).resolve(program)));
    }

    private static int waitedFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("Interrupted while PostgreSQL was being prepared", hurry);
        }
    }
}
