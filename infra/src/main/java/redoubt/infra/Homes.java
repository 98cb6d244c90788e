package redoubt.infra;

import java.nio.file.Path;

/** The tilde, which no shell has expanded when a path comes from a file or a container's environment. */
final class Homes {

    private Homes() {}

    static Path expanded(Path path) {
        return (path.startsWith("~") ? home().resolve(Path.of("~").relativize(path)) : path)
                .toAbsolutePath()
                .normalize();
    }

    /** What a shell means by it: a user whom the system does not know, as in many containers, has no other. */
    static Path home() {
        var home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home);
    }
}
