package redoubt.bench.limit;

import java.nio.file.Path;
import java.time.Duration;

/** How often a machine can compare a password with what was kept of it: the same function of the same library, and nothing around it. */
public final class Hashes implements AutoCloseable {

    private final Companion hasher;

    private Hashes(Companion hasher) {
        this.hasher = hasher;
    }

    /**
     * Starts it as a process of its own, with the jars of the program.
     *
     * @param kept what the program kept of the password
     */
    public static Hashes start(Path root, String kept, String password) {
        return new Hashes(Companion.start(root, "PasswordHasher", kept, password));
    }

    /** Comparisons per second on that many threads. */
    public double rate(int threads, Duration time) {
        long done = Long.parseLong(hasher.ask("%d %d".formatted(threads, time.toMillis()), "done "));
        return done / (time.toNanos() / 1e9);
    }

    @Override
    public void close() {
        hasher.close();
    }
}
