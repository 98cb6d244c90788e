package redoubt.infra.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL in the care of this process: created on first use, durable, kept between starts, reachable from this
 * machine only and with a password of its own.
 *
 * <p>Starting and stopping block; neither belongs on an event loop. A server that outlived a killed process is stopped
 * before the new start. No shutdown hook is registered: who starts it closes it, after the last of its clients.
 */
public final class OwnPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OwnPostgres.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final int PORT_ATTEMPTS = 3;

    private final HomeLock lock;
    private final Process process;
    private final DatabaseAddress address;
    private final CompletableFuture<Void> watch;
    private volatile boolean closing;

    private OwnPostgres(HomeLock lock, Process process, DatabaseAddress address) {
        this.lock = lock;
        this.process = process;
        this.address = address;
        this.watch = process.onExit().thenAccept(this::ended);
    }

    /**
     * Starts the server whose data lie in this directory, which is created if need be.
     *
     * @throws DatabaseUnusable if it does not start
     */
    public static OwnPostgres start(Path home) {
        return start(home, home, Map.of());
    }

    /**
     * Starts it with programs unpacked elsewhere and with other settings than ours.
     *
     * @param programs where the programs are unpacked; may be shared by several homes
     * @param settings by PostgreSQL's names, preferred to the durable defaults
     * @throws DatabaseUnusable if it does not start
     */
    public static OwnPostgres start(Path home, Path programs, Map<String, String> settings) {
        try {
            return startIn(Directories.createPrivate(home.toAbsolutePath()), programs.toAbsolutePath(), settings);
        } catch (AccessDeniedException refused) {
            throw new DatabaseUnusable("The data directory " + home + " is not writable.", refused);
        } catch (IOException failed) {
            throw new DatabaseUnusable(
                    "The data directory " + home + " cannot be used: " + reason(failed) + ".", failed);
        }
    }

    /** Where it listens, and with which credentials. */
    public DatabaseAddress address() {
        return address;
    }

    /** The number of the server's process. */
    public long pid() {
        return process.pid();
    }

    /** Shuts the server down in good order and waits for that. A second call does nothing. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        watch.cancel(false);
        if (!new Postmaster(process.toHandle()).stop(STOP_PATIENCE)) {
            log.error("PostgreSQL (process {}) does not stop", process.pid());
        }
        try {
            lock.close();
        } catch (IOException harmless) {
            log.debug("The lock goes with the process", harmless);
        }
    }

    private static String reason(IOException failed) {
        return failed instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(failed.getMessage());
    }

    private void ended(Process server) {
        if (!closing) {
            log.error("PostgreSQL ended by itself with status {}; restart Redoubt", server.exitValue());
        }
    }

    private static OwnPostgres startIn(Path home, Path programs, Map<String, String> settings) throws IOException {
        var lock = HomeLock.take(home);
        try {
            var cluster = Cluster.in(home, new Programs(PostgresBinaries.unpackedBelow(programs)));
            stopOrphan(cluster);
            return started(cluster, lock, settings);
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static void stopOrphan(Cluster cluster) throws IOException {
        var orphan = Postmaster.of(cluster.data());
        if (orphan.isPresent()) {
            log.info(
                    "Stopping the PostgreSQL that a killed Redoubt left behind (process {})",
                    orphan.get().process().pid());
            if (!orphan.get().stop(STOP_PATIENCE)) {
                throw new DatabaseUnusable(
                        "PostgreSQL (process " + orphan.get().process().pid() + ") was left behind on " + cluster.data()
                                + " and does not stop.");
            }
        }
        Postmaster.forget(cluster.data());
    }

    private static OwnPostgres started(Cluster cluster, HomeLock lock, Map<String, String> settings)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            var port = freePort();
            var arguments = new ArrayList<>(List.of("-D", cluster.data().toString(), "-p", Integer.toString(port)));
            arguments.addAll(ServerSettings.arguments(settings));
            var process = cluster.programs().start(cluster.startLog(), "postgres", arguments);
            if (becomesReady(process, cluster)) {
                return new OwnPostgres(lock, process, cluster.address(port));
            }
            var last = cluster.lastWords();
            // Between our choice and its start somebody else may have taken the port.
            if (attempt == PORT_ATTEMPTS || !last.contains("could not create any TCP/IP sockets")) {
                throw new DatabaseUnusable("PostgreSQL does not start on " + cluster.data() + ": " + last);
            }
        }
    }

    private static boolean becomesReady(Process process, Cluster cluster) throws IOException {
        var deadline = System.nanoTime() + START_PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                if (Postmaster.ready(cluster.data())) {
                    return true;
                }
                if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        new Postmaster(process.toHandle()).stop(STOP_PATIENCE);
        return false;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
