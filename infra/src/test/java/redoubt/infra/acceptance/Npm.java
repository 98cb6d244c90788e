package redoubt.infra.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs from npm that tests run, installed once where they are used. */
public final class Npm {

    private static final List<String> ALWAYS = List.of("package.json", "package-lock.json", ".npmrc");

    private Npm() {}

    /**
     * Installs what stands in {@code src/test/<name>}, if that has not been done yet. Without Node the test is left out.
     *
     * @param files what else is needed of that directory
     * @return where it is
     */
    public static Path installed(String name, List<String> files) {
        Assumptions.assumeTrue(
                there("node") && there("npm"), "Left out: Node and npm are needed for what somebody else wrote");
        Path home = Path.of("target").resolve(name);
        try {
            Files.createDirectories(home);
            for (String file : ALWAYS) {
                copy(name, file, home);
            }
            for (String file : files) {
                copy(name, file, home);
            }
            if (!Files.isDirectory(home.resolve("node_modules"))) {
                install(home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(String name, String file, Path home) throws IOException {
        Files.copy(Path.of("src/test", name, file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void install(Path home) throws IOException {
        run(home, home.resolve("npm.log"), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund");
    }

    /**
     * Runs a program to its end.
     *
     * @param log what it says
     * @throws IllegalStateException with that if it fails
     */
    static void run(Path home, Path log, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether a program of that name is found. */
    static boolean there(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
