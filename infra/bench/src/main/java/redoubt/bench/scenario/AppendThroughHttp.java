package redoubt.bench.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.load.Run;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Table;

/** B1: creating risks through HTTP, beside pgbench writing the same rows in one transaction for each event. */
final class AppendThroughHttp implements Scenario {

    private static final int WARM_CONNECTIONS = 32;

    @Override
    public String name() {
        return "B1";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B1");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folders = Folders.create(product.api());
            var sample = product.api().create(RiskRequests.PATH, RiskRequests.body(folders.getFirst(), 3, 4));
            var limit = LimitLog.beside(product.database(), stage, work, folders, sample);
            var report = new Report("B1 · Append through HTTP");
            return new Rounds(stage, product, limit, new RiskRequests(folders), report).measure();
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns, for each number of clients. */
    private record Rounds(Stage stage, Product product, LimitLog limit, RiskRequests requests, Report report) {

        Report measure() {
            warmUp();
            Map<Integer, Turn> turns = new LinkedHashMap<>();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                for (int clients : stage.pace().connections()) {
                    measure(round, clients, turns.computeIfAbsent(clients, _ -> new Turn()));
                }
            }
            return report.say("`POST /api/v1/risks/` with a token: one event with its tags is durable before the 201.")
                    .show(rates(turns))
                    .show(shares(turns))
                    .say("Events in the product's log at the end: %,d; in the limit's: %,d."
                            .formatted(database().number("select count(*) from event"), limit.events()));
        }

        private void warmUp() {
            stage.tell("B1: warming up for %d s", stage.pace().warmUp().toSeconds());
            var check = AppendCheck.before(database());
            var run = load(WARM_CONNECTIONS, stage.pace().warmUp());
            Backlog.drain(database());
            check.after(run, "warm-up", report);
            limit.run(WARM_CONNECTIONS, stage.pace(), report);
        }

        private void measure(int round, int clients, Turn turn) {
            database().execute("checkpoint");
            var limitFigures = limit.run(clients, stage.pace(), report);
            turn.limit(limitFigures.rate(), limitFigures.latency());
            database().execute("checkpoint");
            var check = AppendCheck.before(database());
            var processors = new Processors(
                    Map.of("jvm", product.pid(), "postgres", database().pid()));
            var before = processors.read();
            var run = load(clients, stage.pace().slice());
            var after = processors.read();
            turn.backlog.add((double) Backlog.drain(database()).toMillis());
            turn.product(run, limitFigures.rate(), before, after);
            check.after(run, "round %d at %d connections".formatted(round, clients), report);
            stage.tell(
                    "B1: round %d, %d connections: pgbench %.0f/s, product %.0f/s, ratio %.2f",
                    round, clients, limitFigures.rate(), run.rate(), run.rate() / limitFigures.rate());
        }

        private Run load(int clients, Duration time) {
            return ClosedLoop.run(product.api().address(), requests, clients, time);
        }

        private ProductDatabase database() {
            return product.database();
        }

        private static Table rates(Map<Integer, Turn> turns) {
            var table = new Table(
                    "connections",
                    "pgbench tx/s",
                    "product 201/s",
                    "ratio",
                    "pgbench mean ms",
                    "product p50 ms",
                    "product p99 ms");
            turns.forEach((clients, turn) -> table.row(
                    clients.toString(),
                    turn.limit.text(0),
                    turn.product.text(0),
                    turn.ratio.text(2),
                    turn.limitLatency.middle(2),
                    turn.median.text(2),
                    turn.slow.text(1)));
            return table;
        }

        private static Table shares(Map<Integer, Turn> turns) {
            var table = new Table(
                    "connections", "JVM", "PostgreSQL", "generator", "others", "load average", "read side behind, ms");
            turns.forEach((clients, turn) -> table.row(
                    clients.toString(),
                    turn.processors("jvm"),
                    turn.processors("postgres"),
                    turn.processors("generator"),
                    turn.processors("others"),
                    turn.load.text(1),
                    turn.backlog.text(0)));
            return table;
        }
    }
}
