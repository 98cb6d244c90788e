package redoubt.bench.scenario;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redoubt.bench.library.Emmett;
import redoubt.bench.library.EventPattern;
import redoubt.bench.library.OwnStore;
import redoubt.bench.library.Unavailable;
import redoubt.bench.load.Zipf;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.LoggedRisk;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** L1: appending to the event store itself, on a log that holds much already, beside pgbench and another library. */
final class AppendToStore implements Scenario {

    private static final int DRAWS = 4_096;
    private static final int WARM_WRITERS = 32;
    private static final int PEER_WRITERS = 32;

    @Override
    public String name() {
        return "L1";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("L1");
        var report = new Report("L1 · Append to the event store as a library");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folders = Folders.create(product.api());
            var sample = product.api().create(RiskRequests.PATH, RiskRequests.body(folders.getFirst(), 3, 4));
            var limit = LimitLog.beside(product.database(), stage, work, folders, sample);
            var loaded = limit.fill(
                    new SyntheticRisks(Templates.create(product, folders.getFirst()), folders),
                    stage.pace().events());
            stage.tell("L1: %,d events are there", limit.events());
            report.say("One event with its tags in each append, on a log that holds %,d events (loaded in %.0f s)."
                    .formatted(limit.events(), loaded.toMillis() / 1e3));
            var pattern = EventPattern.write(
                    work.resolve("pattern.json"), LoggedRisk.of(sample, product.database()), sample, drawn(folders));
            var own = limit.copy("bench_store");
            try (var store = WrittenLog.ours(OwnStore.start(stage.root(), pattern, own.server(), work), own);
                    var peer = emmett(stage, product.database(), pattern, work, report)) {
                return new Rounds(stage, limit, store, peer, report).measure();
            }
        } finally {
            stage.remove(work);
        }
    }

    /** Which folder each append is put into, drawn as everywhere; the first is the one that stands in the sample. */
    private static List<String> drawn(List<String> folders) {
        var zipf = new Zipf(folders.size(), Folders.EXPONENT, Folders.SEED);
        return IntStream.range(0, DRAWS)
                .mapToObj(i -> folders.get(i == 0 ? 0 : zipf.next()))
                .toList();
    }

    /** Emmett on a database of its own, which is empty, if it can be had. */
    private static @Nullable WrittenLog emmett(
            Stage stage, ProductDatabase product, EventPattern pattern, Path work, Report report) {
        try {
            var installed = Emmett.install(stage.root());
            product.execute("create database bench_emmett");
            var database = product.database("bench_emmett");
            return WrittenLog.emmetts(installed.start(pattern, database.server(), work), database);
        } catch (Unavailable unavailable) {
            report.say("**Emmett is left out:** " + unavailable.reason() + ".");
            stage.tell("L1: Emmett is left out: %s", unavailable.reason());
            return null;
        }
    }

    /** Limits, product and peer in turns, for each number of writers. */
    private record Rounds(
            Stage stage,
            LimitLog limit,
            WrittenLog store,
            @Nullable WrittenLog peer,
            Report report) {

        Report measure() {
            stage.tell("L1: warming up for %d s", stage.pace().warmUp().toSeconds());
            store.append("warm-up", WARM_WRITERS, stage.pace().warmUp(), report);
            if (peer != null) {
                peer.append("Emmett, warm-up", PEER_WRITERS, stage.pace().slice(), report);
            }
            Map<Integer, Figures> figures = new LinkedHashMap<>();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                for (int writers : stage.pace().connections()) {
                    measure(round, writers, figures.computeIfAbsent(writers, _ -> new Figures()));
                }
            }
            report.show(rates(figures)).show(latencies(figures));
            var beside = figures.get(PEER_WRITERS);
            return peer == null || beside == null ? report : report.say(compared(beside));
        }

        private void measure(int round, int writers, Figures figures) {
            store.database().execute("checkpoint");
            var transactions = limit.run(writers, stage.pace(), report);
            figures.turn.limit(transactions.rate(), transactions.latency());
            store.database().execute("checkpoint");
            var statements = limit.runInOneStatement(writers, stage.pace(), report);
            store.database().execute("checkpoint");
            var turn = "round %d with %d writers".formatted(round, writers);
            var processors = new Processors(
                    Map.of("jvm", store.pid(), "postgres", store.database().pid()));
            var before = processors.read();
            var appends = store.append(turn, writers, stage.pace().slice(), report);
            figures.turn.product(appends.rate(), appends.latency(), transactions.rate(), before, processors.read());
            figures.statement.add(statements.rate());
            figures.toStatement.add(appends.rate() / statements.rate());
            if (peer != null && writers == PEER_WRITERS) {
                store.database().execute("checkpoint");
                var others =
                        peer.append("Emmett, " + turn, writers, stage.pace().slice(), report);
                figures.peer.add(others.rate());
                figures.toPeer.add(appends.rate() / others.rate());
                figures.peerMedian.add(others.latency().getValueAtPercentile(50) / 1e3);
            }
            stage.tell(
                    "L1: round %d, %d writers: pgbench %.0f/s and %.0f/s, store %.0f/s",
                    round, writers, transactions.rate(), statements.rate(), appends.rate());
        }

        private static Table rates(Map<Integer, Figures> all) {
            var table = new Table(
                    "writers",
                    "pgbench tx/s",
                    "one statement/s",
                    "store events/s",
                    "ratio to tx",
                    "ratio to one statement");
            all.forEach((writers, figures) -> table.row(
                    writers.toString(),
                    figures.turn.limit.text(0),
                    figures.statement.text(0),
                    figures.turn.product.text(0),
                    figures.turn.ratio.text(2),
                    figures.toStatement.text(2)));
            return table;
        }

        private static Table latencies(Map<Integer, Figures> all) {
            var table = new Table(
                    "writers",
                    "pgbench mean ms",
                    "store p50 ms",
                    "store p99 ms",
                    "JVM",
                    "PostgreSQL",
                    "others",
                    "load average");
            all.forEach((writers, figures) -> table.row(
                    writers.toString(),
                    figures.turn.limitLatency.middle(2),
                    figures.turn.median.text(2),
                    figures.turn.slow.text(1),
                    figures.turn.processors("jvm"),
                    figures.turn.processors("postgres"),
                    figures.turn.processors("others"),
                    figures.turn.load.text(1)));
            return table;
        }

        private static String compared(Figures figures) {
            return "Emmett with %d writers: %s events/s, p50 %s ms. The store makes %s times as many."
                    .formatted(
                            PEER_WRITERS, figures.peer.text(0), figures.peerMedian.middle(2), figures.toPeer.text(1));
        }
    }

    /** What was measured at one number of writers. */
    private static final class Figures {

        final Turn turn = new Turn();
        final Spread statement = new Spread();
        final Spread toStatement = new Spread();
        final Spread peer = new Spread();
        final Spread toPeer = new Spread();
        final Spread peerMedian = new Spread();
    }
}
