package redoubt.bench.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Run;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Product;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/**
 * B7: a risk as it was, after few events and after many, beside pgbench selecting exactly those events; and what it takes to
 * decide on the one that has most.
 */
final class AsOfRead implements Scenario {

    /** One client that waits for its answer: latencies without anybody else in the queue. */
    private static final int CONNECTIONS = 1;

    @Override
    public String name() {
        return "B7";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B7");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folder = Folders.create(product.api()).getFirst();
            var histories = stage.pace().histories().stream()
                    .map(events -> RiskHistory.write(product.api(), folder, events))
                    .toList();
            product.database().execute("vacuum (analyze) event, event_tag");
            stage.tell("B7: the histories are written");
            var pgbench = new Pgbench(product.database().server(), work);
            return new Rounds(stage, product, pgbench, histories, new Report("B7 · A risk as it was")).measure();
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns, for each length of history. */
    private record Rounds(Stage stage, Product product, Pgbench pgbench, List<RiskHistory> histories, Report report) {

        Report measure() {
            check();
            stage.tell("B7: warming up for %d s", stage.pace().warmUp().toSeconds());
            var share = stage.pace().warmUp().dividedBy(histories.size() + 1);
            histories.forEach(history -> ask(history, share));
            decide(longest(), share);
            Map<RiskHistory, Figures> figures = new LinkedHashMap<>();
            var decided = new Decided(new Spread(), new Spread());
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                for (var history : histories) {
                    measure(history, figures.computeIfAbsent(history, _ -> new Figures()));
                }
                // Last: it grows by that.
                decided.add(decide(longest(), stage.pace().slice()));
                stage.tell("B7: round %d done", round);
            }
            check();
            return report.say("`GET /api/v1/risks/{id}/?as_of=…` on one connection; the risk was changed once more"
                            + " since.")
                    .show(table(figures))
                    .say(
                            "`PATCH /api/v1/risks/{id}/` on one connection, of the risk that had %,d events and has more now: p50 %s ms, p95 %s ms."
                                    .formatted(longest().events(), decided.median.text(2), decided.late.text(2)));
        }

        private RiskHistory longest() {
            return histories.getLast();
        }

        private void measure(RiskHistory history, Figures figures) {
            var limit = pgbench.run(
                    "history", history.select(), CONNECTIONS, stage.pace().slice());
            figures.turn.limit(limit.rate(), limit.latency());
            var processors = new Processors(
                    Map.of("jvm", product.pid(), "postgres", product.database().pid()));
            var before = processors.read();
            var run = ask(history, stage.pace().slice());
            figures.turn.product(run, limit.rate(), before, processors.read());
            figures.above.add(run.milliseconds(50) - limit.latency());
            figures.late.add(run.milliseconds(95));
        }

        private Run ask(RiskHistory history, Duration time) {
            var run = ClosedLoop.run(product.api().address(), Requests.always(history.request()), CONNECTIONS, time);
            if (!run.allWere(200) || run.shortestBody() != run.longestBody()) {
                report.wrong("%d events: answers differ: %s, bodies of %d to %d bytes"
                        .formatted(history.events(), run.statuses(), run.shortestBody(), run.longestBody()));
            }
            return run;
        }

        private Run decide(RiskHistory history, Duration time) {
            var run = ClosedLoop.run(product.api().address(), history.changes(), CONNECTIONS, time);
            if (!run.allWere(200)) {
                report.wrong(
                        "Changes of a risk with %d events and more: %s".formatted(history.events(), run.statuses()));
            }
            return run;
        }

        private void check() {
            histories.forEach(history -> history.check(product.api(), product.database(), report));
        }

        private static Table table(Map<RiskHistory, Figures> all) {
            var table = new Table(
                    "events",
                    "pgbench mean ms",
                    "product p50 ms",
                    "p50 above pgbench, ms",
                    "product p95 ms",
                    "product p99 ms",
                    "JVM",
                    "PostgreSQL",
                    "others",
                    "load average");
            all.forEach((history, figures) -> table.row(
                    "%,d".formatted(history.events()),
                    figures.turn.limitLatency.text(2),
                    figures.turn.median.text(2),
                    figures.above.text(2),
                    figures.late.text(2),
                    figures.turn.slow.text(1),
                    figures.turn.processors("jvm"),
                    figures.turn.processors("postgres"),
                    figures.turn.processors("others"),
                    figures.turn.load.text(1)));
            return table;
        }
    }

    /** How long decisions took. */
    private record Decided(Spread median, Spread late) {

        void add(Run run) {
            median.add(run.milliseconds(50));
            late.add(run.milliseconds(95));
        }
    }

    /** What was measured at one length of history. */
    private static final class Figures {

        final Turn turn = new Turn();
        final Spread above = new Spread();
        final Spread late = new Spread();
    }
}
