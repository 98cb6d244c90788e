package redoubt.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import redoubt.bench.machine.ResidentMemory;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B9: a register is brought in as a file, all of it or nothing, beside COPY of the events it came to; and taken away. */
final class Exchange implements Scenario {

    /** As many as fit into the largest file that is taken. */
    private static final int ROWS = 40_000;

    private static final Duration LOOK = Duration.ofMillis(50);

    @Override
    public String name() {
        return "B9";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B9");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            return new Rounds(stage, product, new Report("B9 · A register is imported and exported")).measure();
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns. */
    private record Rounds(Stage stage, Product product, Report report) {

        Report measure() {
            var figures = new Figures();
            for (int round = 0; round <= stage.pace().rounds(); round++) {
                // The first one warms up.
                round(round, round == 0 ? new Figures() : figures);
            }
            return report.say(
                            ("`POST /api/v1/risks/import/?dry_run=false` with %,d rows of NDJSON, a third of them with"
                                            + " a reference number of their own, until lists show them; and `GET"
                                            + " /api/v1/risks/export/` of one folder.")
                                    .formatted(ROWS))
                    .show(figures.table());
        }

        private void round(int round, Figures figures) {
            var folder =
                    product.api().create("/api/v1/folders/", "{\"name\":\"Import %d\"}".formatted(System.nanoTime()));
            var file = file(folder);
            long head = head();
            database().execute("checkpoint");
            double imported = watched(figures.importing, () -> {
                var report = product.api().upload("/api/v1/risks/import/?dry_run=false", "application/x-ndjson", file);
                if (!report.required("applied").asBoolean()
                        || report.required("rows").asInt() != ROWS) {
                    this.report.wrong("The import ended so: " + report);
                }
                return (long) ROWS;
            });
            Backlog.drain(database());
            database().execute("checkpoint");
            double copied = CopiedLog.after(database(), head).rate();
            double exported = watched(
                    figures.exporting, () -> product.api().download("/api/v1/risks/export/?folder_exact=" + folder));
            figures.imported.add(imported);
            figures.copied.add(copied);
            figures.ratio.add(imported / copied);
            figures.exported.add(exported);
            stage.tell(
                    "B9: round %d: COPY %.0f events/s, import %.0f rows/s, export %.0f rows/s",
                    round, copied, imported, exported);
        }

        /** Rows per second; notes by how many MB the process grew meanwhile. */
        private double watched(Spread grown, Supplier<Long> work) {
            double before = ResidentMemory.of(product.pid());
            long start = System.nanoTime();
            var running = CompletableFuture.supplyAsync(work);
            double most = before;
            while (!running.isDone()) {
                most = Math.max(most, ResidentMemory.of(product.pid()));
                Patience.pause(LOOK);
            }
            long rows = running.join();
            if (rows != ROWS) {
                report.wrong("%,d rows instead of %,d".formatted(rows, ROWS));
            }
            grown.add(most - before);
            return rows / ((System.nanoTime() - start) / 1e9);
        }

        private static byte[] file(String folder) {
            var random = new SplittableRandom(Folders.SEED);
            var words = new Vocabulary(random);
            var file = new StringBuilder(ROWS * 400);
            for (int row = 0; row < ROWS; row++) {
                file.append("{\"name\":\"")
                        .append(words.name())
                        .append("\",\"description\":\"")
                        .append(words.description())
                        .append("\",\"folder\":\"")
                        .append(folder);
                if (row % 3 == 0) {
                    file.append("\",\"ref_id\":\"R-").append(row);
                }
                file.append("\",\"likelihood\":")
                        .append(1 + random.nextInt(5))
                        .append(",\"impact\":")
                        .append(1 + random.nextInt(5))
                        .append("}\n");
            }
            return file.toString().getBytes(StandardCharsets.UTF_8);
        }

        private long head() {
            return database().number("select max(position) from event");
        }

        private ProductDatabase database() {
            return product.database();
        }
    }

    /** What was measured. */
    private static final class Figures {

        final Spread copied = new Spread();
        final Spread imported = new Spread();
        final Spread ratio = new Spread();
        final Spread importing = new Spread();
        final Spread exported = new Spread();
        final Spread exporting = new Spread();

        Table table() {
            return new Table("", "median (least–greatest)")
                    .row("COPY, events/s", copied.text(0))
                    .row("import, rows/s", imported.text(0))
                    .row("ratio", ratio.text(2))
                    .row("the process grew meanwhile by, MB", importing.text(0))
                    .row("export, rows/s", exported.text(0))
                    .row("the process grew meanwhile by, MB ", exporting.text(0));
        }
    }
}
