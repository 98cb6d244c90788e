package redoubt.bench.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redoubt.bench.limit.BareJvm;
import redoubt.bench.machine.LoadAverage;
import redoubt.bench.product.Product;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B12: from the launcher's start to the first accepted command, the program's own PostgreSQL included. */
final class Startup implements Scenario {

    @Override
    public String name() {
        return "B12";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B12");
        var data = work.resolve("data");
        var report = new Report("B12 · Start");
        var hello = new Spread();
        var load = new Spread();
        var kinds = List.of(
                new Kind("cache", true, false),
                new Kind("no cache", false, false),
                new Kind("cache, after kill -9", true, true));
        try {
            var firstOfAll = firstOfAll(stage, data);
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                hello.add(milliseconds(BareJvm.timeToFirstWord()));
                load.add(LoadAverage.now());
                for (var kind : kinds) {
                    kind.measure(stage, data, report);
                }
                stage.tell("B12: round %d done", round);
            }
            var table = new Table("start", "ready, ms", "first command, ms", "times a JVM that says hello");
            table.row("a JVM that says hello", hello.text(0), "–", "1.0");
            kinds.forEach(kind -> table.row(
                    kind.name(),
                    kind.ready().text(0),
                    kind.command().text(0),
                    "%.1f".formatted(kind.ready().median() / hello.median())));
            return report.say("From the start of the launcher to readiness 200, and to the first 201 of a risk, on data"
                            + " that are kept.")
                    .show(table)
                    .say("The very first start, which creates the database: ready after %,.0f ms. Load average: %s."
                            .formatted(milliseconds(firstOfAll), load.text(1)));
        } finally {
            stage.remove(work);
        }
    }

    private static Duration firstOfAll(Stage stage, Path data) {
        try (var product = Product.start(stage.root(), data, true)) {
            return product.awaitReady();
        }
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** A way of starting, with its figures. */
    private record Kind(String name, boolean cache, boolean killed, Spread ready, Spread command) {

        Kind(String name, boolean cache, boolean killed) {
            this(name, cache, killed, new Spread(), new Spread());
        }

        void measure(Stage stage, Path data, Report report) {
            if (killed) {
                var victim = Product.start(stage.root(), data, cache);
                victim.awaitReady();
                victim.kill();
            }
            try (var product = Product.start(stage.root(), data, cache)) {
                ready.add(milliseconds(product.awaitReady()));
                long before = product.database().number("select count(*) from event where type = 'risk.created'");
                product.api().create(RiskRequests.PATH, "{\"name\": \"The first command\"}");
                command.add(milliseconds(product.age()));
                long after = product.database().number("select count(*) from event where type = 'risk.created'");
                if (after != before + 1) {
                    report.wrong("%s: the first command left %d events".formatted(name, after - before));
                }
            }
        }
    }
}
