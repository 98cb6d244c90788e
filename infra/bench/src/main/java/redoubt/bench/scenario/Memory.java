package redoubt.bench.scenario;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import redoubt.bench.limit.BareJvm;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.machine.ResidentMemory;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B13: the resident memory of the JVM, idle and while risks are created as fast as it goes. */
final class Memory implements Scenario {

    private static final int CONNECTIONS = 32;
    private static final int LOAD_SLICES = 3;
    private static final Duration LOOK = Duration.ofMillis(200);

    @Override
    public String name() {
        return "B13";
    }

    @Override
    public Report run(Stage stage) {
        var bare = new Spread();
        var idle = new Spread();
        var loaded = new Spread();
        var after = new Spread();
        var report = new Report("B13 · Resident memory of the JVM");
        for (int round = 1; round <= stage.pace().rounds(); round++) {
            bare.add(BareJvm.residentMemory());
            var work = stage.empty("B13");
            try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
                product.awaitReady();
                var folders = Folders.create(product.api());
                Patience.pause(stage.pace().settling());
                idle.add(ResidentMemory.of(product.pid()));
                loaded.add(peak(product, new RiskRequests(folders), stage, report));
                Patience.pause(stage.pace().settling());
                after.add(ResidentMemory.of(product.pid()));
            } finally {
                stage.remove(work);
            }
            stage.tell("B13: round %d done", round);
        }
        return report.say("MB of 1,048,576 bytes, a new process and an empty register in each round.")
                .show(new Table("moment", "MB", "times a JVM that says hello")
                        .row("a JVM that says hello", bare.text(0), "1.0")
                        .row(
                                "idle, " + stage.pace().settling().toSeconds() + " s after the start",
                                idle.text(0),
                                times(idle, bare))
                        .row(
                                "the most while %d connections append".formatted(CONNECTIONS),
                                loaded.text(0),
                                times(loaded, bare))
                        .row("idle again", after.text(0), times(after, bare)));
    }

    /** The most memory during a run of appends, looked at five times a second. */
    private static double peak(Product product, RiskRequests requests, Stage stage, Report report) {
        var time = stage.pace().slice().multipliedBy(LOAD_SLICES);
        var check = AppendCheck.before(product.database());
        var load = CompletableFuture.supplyAsync(
                () -> ClosedLoop.run(product.api().address(), requests, CONNECTIONS, time));
        double most = 0;
        while (!load.isDone()) {
            most = Math.max(most, ResidentMemory.of(product.pid()));
            Patience.pause(LOOK);
        }
        Backlog.drain(product.database());
        check.after(load.join(), "under load", report);
        return most;
    }

    private static String times(Spread figures, Spread bare) {
        return "%.1f".formatted(figures.median() / bare.median());
    }
}
