package redoubt.infra.faults;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.TestPostgres;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.DatabaseAddress;
import redoubt.infra.postgres.DatabaseUnusable;
import redoubt.infra.postgres.Limits;
import redoubt.infra.postgres.OwnPostgres;

/**
 * A PostgreSQL that keeps what it acknowledged, unlike the one that other tests share. It may be killed and frozen, and
 * comes back on the port that it had.
 */
final class DurableServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final int port = freePort();
    private OwnPostgres running;

    private DurableServer(Path home) {
        this.home = home;
        this.running = started();
    }

    /** One that runs, with its data in that directory. */
    static DurableServer in(Path home) {
        return new DurableServer(home);
    }

    /** Where it listens, whenever it runs. */
    int port() {
        return port;
    }

    /** Its address for the program, by way of another port that leads to it. */
    String urlBy(int way) {
        var own = running.address();
        return "postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                .formatted(own.user(), own.password(), way, own.database());
    }

    /** Whether its first process lives. */
    boolean runs() {
        return ProcessHandle.of(running.pid()).map(Signals::runs).orElse(false);
    }

    /** Kills its first process as nothing else does: the others notice by themselves, sooner or later. */
    void kill() {
        var orphans = processes();
        Signals.send("KILL", List.of(running.pid()));
        Awaitility.await().atMost(PATIENCE).until(() -> orphans.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .noneMatch(Signals::runs));
    }

    /** Starts it again; what it has to repair, it repairs itself. */
    void start() {
        running.close();
        running = started();
    }

    /** Stops the clock of all its processes. */
    void freeze() {
        Signals.send("STOP", processes());
    }

    /** The end of {@link #freeze()}. */
    void thaw() {
        Signals.send("CONT", processes());
    }

    /** The first column of what a question yields, asked on the straight way. */
    List<String> ask(String sql) {
        return Flux.usingWhen(straight().create(), connection -> rows(connection, sql), Connection::close)
                .collectList()
                .block(PATIENCE);
    }

    /** A session of somebody else, which its user closes. */
    Connection session() {
        return Mono.from(straight().create()).block(PATIENCE);
    }

    /** Runs a statement in a session. */
    static void run(Connection session, String sql) {
        rows(session, sql).then().block(PATIENCE);
    }

    @Override
    public void close() {
        thaw();
        running.close();
    }

    private static Flux<String> rows(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map((Readable row) -> String.valueOf(row.get(0))));
    }

    private List<Long> processes() {
        var pids = new ArrayList<Long>(List.of(running.pid()));
        ProcessHandle.of(running.pid())
                .ifPresent(first -> first.descendants().map(ProcessHandle::pid).forEach(pids::add));
        return pids;
    }

    private ConnectionFactory straight() {
        var own = running.address();
        return Connections.sessions(
                new DatabaseAddress("127.0.0.1", port, own.database(), own.user(), own.password(), own.options()),
                new Limits(1, PATIENCE, Duration.ofMinutes(5), Duration.ofMinutes(5)),
                "judge");
    }

    private OwnPostgres started() {
        try {
            return OwnPostgres.start(home, TestPostgres.programs(), Map.of("port", Integer.toString(port)));
        } catch (DatabaseUnusable unusable) {
            throw new AssertionError("PostgreSQL does not start again without somebody's help", unusable);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
