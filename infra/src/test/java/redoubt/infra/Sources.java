package redoubt.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of the whole project, for the tests that read them. */
final class Sources {

    static final List<String> MODULES = List.of("events", "command-side", "query-side", "api", "infra");

    private Sources() {}

    /** The directory that holds the modules; the build names it, an IDE that starts in a module finds it above. */
    static Path root() {
        var named = System.getProperty("redoubt.root");
        var start = Path.of(named == null ? "." : named).toAbsolutePath().normalize();
        return Stream.iterate(start, path -> path != null, Path::getParent)
                .filter(path -> MODULES.stream().allMatch(module -> Files.isDirectory(path.resolve(module))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No project around " + start));
    }

    /** All of them, tests included. */
    static List<Path> all() {
        return MODULES.stream()
                .flatMap(module -> javaFiles(root().resolve(module)))
                .sorted()
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> javaFiles(Path module) {
        try (var files = Files.walk(module)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !module.relativize(file).startsWith("target"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
