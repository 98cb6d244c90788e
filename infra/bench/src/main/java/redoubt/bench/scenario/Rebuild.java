package redoubt.bench.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import redoubt.bench.machine.LoadAverage;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B6: the read table of the risks is made anew from the log while somebody works with it, beside COPY of its rows. */
final class Rebuild implements Scenario {

    private static final String REBUILD = "/api/v1/admin/projections/risks/rebuild/";
    private static final Set<String> OVER = Set.of("completed", "cancelled", "failed");
    private static final Duration MOST = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    @Override
    public String name() {
        return "B6";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B6");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folders = Folders.create(product.api());
            var risks = new SyntheticRisks(Templates.create(product, folders.getFirst()), folders);
            new BulkLoad(product.database(), risks).upTo(stage.pace().events());
            Backlog.drain(product.database());
            product.database().execute("vacuum (analyze) event, event_tag, read.risk");
            stage.tell("B6: %,d risks are there", stage.pace().events());
            return new Rounds(stage, product, new Report("B6 · A read table is rebuilt")).measure();
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns. */
    private record Rounds(Stage stage, Product product, Report report) {

        Report measure() {
            var limit = CopiedTable.of(database());
            var figures = new Figures();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                database().execute("checkpoint");
                double copied = limit.rate();
                figures.copied.add(copied);
                database().execute("checkpoint");
                double rebuilt = rebuild(figures);
                figures.rebuilt.add(rebuilt);
                figures.ratio.add(rebuilt / copied);
                stage.tell("B6: round %d: COPY %.0f rows/s, rebuild %.0f events/s", round, copied, rebuilt);
            }
            return report.say("`POST %s` with %,d risks, each created by one event, and somebody who goes on working."
                            .formatted(REBUILD, stage.pace().events()))
                    .show(figures.table());
        }

        /** Events per second, from the request until the new generation serves. */
        private double rebuild(Figures figures) {
            long head = database().number("select max(position) from event");
            long risks = database().number("select count(*) from read.risk");
            var content = content(head);
            var processors = new Processors(
                    Map.of("jvm", product.pid(), "postgres", database().pid()));
            var before = processors.read();
            double seconds;
            var live = LiveUse.begin(product.api());
            try (live) {
                long start = System.nanoTime();
                var progress = product.api().begin(REBUILD, "{\"reason\": \"To measure how long it takes.\"}");
                Patience.until("Rebuilding", MOST, PAUSE, () -> OVER.contains(state(progress)));
                seconds = (System.nanoTime() - start) / 1e9;
                figures.processors(processors.read().since(before));
                check(progress, risks);
            }
            live.faults().forEach(report::wrong);
            figures.created.add(live.created() / seconds);
            figures.read.add(live.milliseconds(95));
            Backlog.drain(database());
            if (!content(head).equals(content)) {
                report.wrong("The rebuilt table holds something else than the one before");
            }
            return risks / seconds;
        }

        private void check(String progress, long risks) {
            var end = product.api().get(progress);
            if (!state(progress).equals("completed")
                    || end.required("processed").asLong() < risks
                    || !end.required("generation_new").isNumber()) {
                report.wrong("The rebuild ended so: " + end);
            }
        }

        private String state(String progress) {
            return product.api().get(progress).required("state").asString();
        }

        /** A checksum over all risks that were created up to a position, whatever their order. */
        private String content(long head) {
            return database().texts("""
                select count(*) || ' ' || coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) from read.risk r
                where r.created_at <= (select at from event where position = %d)
                """.formatted(head)).getFirst();
        }

        private ProductDatabase database() {
            return product.database();
        }
    }

    /** What was measured. */
    private static final class Figures {

        final Spread copied = new Spread();
        final Spread rebuilt = new Spread();
        final Spread ratio = new Spread();
        final Spread created = new Spread();
        final Spread read = new Spread();
        private final Spread jvm = new Spread();
        private final Spread postgres = new Spread();
        private final Spread others = new Spread();
        private final Spread load = new Spread();

        void processors(Map<String, Double> shares) {
            jvm.add(shares.getOrDefault("jvm", Double.NaN));
            postgres.add(shares.getOrDefault("postgres", Double.NaN));
            others.add(shares.getOrDefault("others", Double.NaN));
            load.add(LoadAverage.now());
        }

        Table table() {
            return new Table("", "median (least–greatest)")
                    .row("COPY, rows/s", copied.text(0))
                    .row("rebuild, events/s", rebuilt.text(0))
                    .row("ratio", ratio.text(2))
                    .row("risks created meanwhile, per second", created.text(1))
                    .row("reads meanwhile, p95 ms", read.text(1))
                    .row("JVM", jvm.percent())
                    .row("PostgreSQL", postgres.percent())
                    .row("others", others.percent())
                    .row("load average", load.text(1));
        }
    }
}
