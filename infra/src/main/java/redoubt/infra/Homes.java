package redoubt.infra;

import java.nio.file.Path;

/** The tilde, which no shell has expanded when a path comes from a file or a container's environment. */
final class Homes {

    private Homes() {}

    static Path expanded(Path path) {
        var home = Path.of(System.getProperty("user.home"));
        return (path.startsWith("~") ? home.resolve(Path.of("~").relativize(path)) : path)
                .toAbsolutePath()
                .normalize();
    }
}
