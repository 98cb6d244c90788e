package redoubt.bench.library;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import redoubt.bench.limit.Server;

/**
 * Emmett, an event store for Node on PostgreSQL. It is installed into a directory of the build, in the versions that its
 * lock file names.
 *
 * @param directory where it is installed
 */
public record Emmett(Path directory) {

    private static final int OLDEST_NODE = 20;
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "writer.mjs");

    /**
     * Installs it, which downloads some 20 MB the first time.
     *
     * @throws Unavailable if Node is missing or too old, or if npm cannot install it
     */
    public static Emmett install(Path root) throws Unavailable {
        var bench = root.resolve("infra/bench");
        try {
            var node = said(bench, "node", "--version").replaceAll("^v(\\d+)\\..*", "$1");
            if (Integer.parseInt(node) < OLDEST_NODE) {
                throw new Unavailable("Node is older than " + OLDEST_NODE);
            }
            var directory = Files.createDirectories(bench.resolve("target/emmett"));
            for (var name : FILES) {
                Files.copy(
                        bench.resolve("writers/emmett").resolve(name),
                        directory.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            said(directory, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
            return new Emmett(directory);
        } catch (IOException missing) {
            throw new Unavailable("Node and npm did not run: " + missing.getMessage());
        }
    }

    /** Starts it on a database that is empty; it makes its own tables. */
    public Library start(EventPattern pattern, Server server, Path work) {
        return Library.start(
                List.of(
                        "node",
                        directory.resolve("writer.mjs").toString(),
                        pattern.file().toString()),
                server,
                work);
    }

    private static String said(Path directory, String... command) throws IOException, Unavailable {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new Unavailable("`" + String.join(" ", command) + "` failed: "
                        + text.lines().findFirst().orElse(""));
            }
            return text;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }
}
