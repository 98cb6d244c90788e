package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import redoubt.infra.RedoubtApplication;
import redoubt.infra.acceptance.Http;

/** A database, a way to it that can be disturbed, and one or more nodes of the program. */
final class Rig implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(10);
    private static final int USUAL = 200;

    private final DurableServer server;
    private final FaultProxy way;
    private final List<Node> nodes = new ArrayList<>();
    private final Path directory;

    /** A build that is ended from outside ends what it began. */
    private final Thread farewell = new Thread(this::end);

    private Rig(DurableServer server, FaultProxy way, Path directory) {
        this.server = server;
        this.way = way;
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(farewell);
    }

    /** One node on a database of its own; everything is kept in that directory. */
    static Rig in(Path directory) {
        return in(directory, directory.resolve("postgres"));
    }

    /** The same, with options for the JVM of the node. */
    static Rig in(Path directory, List<String> jvm) {
        return in(directory, directory.resolve("postgres"), jvm);
    }

    /** The same, with the data of the database elsewhere. */
    static Rig in(Path directory, Path data) {
        return in(directory, data, List.of());
    }

    private static Rig in(Path directory, Path data, List<String> jvm) {
        var server = DurableServer.in(data);
        return new Rig(server, FaultProxy.from(0, server.port()), directory).and(RedoubtApplication.class, jvm);
    }

    /** A further node on the same database; if it does not come up, everything else ends. */
    Rig and(Class<?> main, List<String> jvm) {
        try {
            nodes.add(Node.on(server.urlBy(way.port()), directory.resolve("node-" + nodes.size()), main, jvm));
            return this;
        } catch (RuntimeException | Error unstartable) {
            close();
            throw unstartable;
        }
    }

    DurableServer server() {
        return server;
    }

    /** Between the nodes and the database. */
    FaultProxy way() {
        return way;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /** What is done to the rig while clients write; what happens after it is the recovery. */
    interface Fault {
        void happen(Ledger ledger) throws Exception;
    }

    /** Lets a fault happen while clients write, and judges what came of it. */
    void during(String fault, Fault happening) throws Exception {
        during(fault, USUAL, happening);
    }

    /** The same with so many characters in each write. */
    void during(String fault, int size, Fault happening) throws Exception {
        long begun = System.nanoTime();
        var ledger = new Ledger(fault.replaceAll("[^A-Za-z0-9]+", "_"));
        long head = Long.parseLong(server.ask("select log_head()").getFirst());
        try (var reader = Reader.start(node(0)::http, head)) {
            write(ledger, size, happening);
            int unknown = ledger.of(Entry.Outcome.UNKNOWN).size();
            int acknowledged = ledger.acknowledged();
            Awaitility.await("ready")
                    .atMost(READY)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> nodes.stream().allMatch(Node::ready));
            ledger.settle(node(0).http(), READY);
            var judge = new Judge(server, nodes);
            var account = judge.account(ledger);
            int refused = ledger.of(Entry.Outcome.REFUSED).size();
            var took = Duration.ofNanos(System.nanoTime() - begun);
            new Verdict(fault, acknowledged, refused, unknown, account, took).tell();
            judge.judge(account);
            heardOfEverything(reader, head);
        }
    }

    private void write(Ledger ledger, int size, Fault happening) throws Exception {
        try (var _ = Writers.start(ledger, doors(), size)) {
            untilMore(ledger, 50, Duration.ofSeconds(20));
            happening.happen(ledger);
            untilMore(ledger, 20, READY);
        }
    }

    /** Without a gap, without a repetition, in order. */
    private void heardOfEverything(Reader reader, long head) {
        var written = server
                .ask("select position from event where type like 'risk.%' and position > " + head
                        + " order by position")
                .stream()
                .map(Long::valueOf)
                .toList();
        Awaitility.await("a stream tells everything")
                .atMost(READY)
                .until(() -> reader.seen().size() >= written.size());
        assertThat(reader.seen()).as("what a stream told").isEqualTo(written);
    }

    /** Waits until so many more writes were acknowledged. */
    static void untilMore(Ledger ledger, int writes, Duration patience) {
        int before = ledger.acknowledged();
        Awaitility.await("more writes are acknowledged")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ledger.acknowledged() >= before + writes);
    }

    /** A client of the first node, and what it is told while the database is away: to come back later. */
    void tellsClientsToComeBack() {
        for (String path : List.of("/api/v1/risks/?page_size=1", "/api/v1/folders/tree/")) {
            var reply = node(0).http().get(path).expect(503);
            assertThat(reply.header("Retry-After")).isNotNull();
            assertThat(reply.text()).contains("\"service_unavailable\"");
        }
    }

    private List<Supplier<Http>> doors() {
        return nodes.stream().map(node -> (Supplier<Http>) node::http).toList();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(farewell);
        end();
    }

    private void end() {
        try (server;
                way) {
            nodes.forEach(Node::thaw);
            server.thaw();
            way.pass();
            nodes.forEach(Node::close);
        }
    }
}
