package redoubt.bench.scenario;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B2: many clients who all update the same ten risks, beside pgbench updating ten rows. */
final class HotUpdates implements Scenario {

    private static final int HOT = 10;
    private static final int WARM_CONNECTIONS = 32;

    @Override
    public String name() {
        return "B2";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B2");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folder = Folders.create(product.api()).getFirst();
            var limit = HotRows.beside(product.database(), work, HOT);
            return new Rounds(stage, product, limit, folder, new Report("B2 · Everybody updates the same")).measure();
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns, for each number of clients. */
    private record Rounds(Stage stage, Product product, HotRows limit, String folder, Report report) {

        Report measure() {
            stage.tell("B2: warming up for %d s", stage.pace().warmUp().toSeconds());
            var warm = newRisks();
            load(warm, WARM_CONNECTIONS, stage.pace().warmUp());
            check("warm-up", warm);
            var figures = new TreeMap<Integer, Figures>();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                for (int clients : stage.pace().contenders()) {
                    measure(round, clients, figures.computeIfAbsent(clients, _ -> new Figures()));
                }
            }
            return report.say("Each client reads one of %d risks and then sends a PATCH with `If-Match` as read."
                            .formatted(HOT))
                    .show(table(figures))
                    .say(growth(figures));
        }

        /** What more clients cost, or bring. */
        private static String growth(NavigableMap<Integer, Figures> all) {
            var fewest = all.firstEntry();
            var most = all.lastEntry();
            return "From %d to %d connections the accepted updates go to %.2f of what they were; the limit's to %.2f."
                    .formatted(
                            fewest.getKey(),
                            most.getKey(),
                            most.getValue().turn.product.median()
                                    / fewest.getValue().turn.product.median(),
                            most.getValue().turn.limit.median()
                                    / fewest.getValue().turn.limit.median());
        }

        private void measure(int round, int clients, Figures figures) {
            database().execute("checkpoint");
            var limitFigures = limit.run(clients, stage.pace(), report);
            figures.turn.limit(limitFigures.rate(), limitFigures.latency());
            database().execute("checkpoint");
            var processors = new Processors(
                    Map.of("jvm", product.pid(), "postgres", database().pid()));
            var hot = newRisks();
            var before = processors.read();
            load(hot, clients, stage.pace().slice());
            var after = processors.read();
            double rate = hot.accepted().getTotalCount() / (stage.pace().slice().toNanos() / 1e9);
            figures.turn.product(rate, hot.accepted(), limitFigures.rate(), before, after);
            figures.add(hot);
            check("round %d at %d connections".formatted(round, clients), hot);
            stage.tell(
                    "B2: round %d, %d connections: pgbench %.0f/s, product %.0f/s, ratio %.2f",
                    round, clients, limitFigures.rate(), rate, rate / limitFigures.rate());
        }

        private HotRisks newRisks() {
            return new HotRisks(IntStream.range(0, HOT)
                    .mapToObj(_ -> product.api().create(RiskRequests.PATH, RiskRequests.body(folder, 3, 4)))
                    .toList());
        }

        private void load(HotRisks hot, int clients, Duration time) {
            ClosedLoop.converse(product.api().address(), hot::client, clients, time);
        }

        /** No update was lost and none was made up. */
        private void check(String turn, HotRisks hot) {
            if (!hot.others().isEmpty()) {
                report.wrong("%s: answers that should not be: %s".formatted(turn, hot.others()));
            }
            for (int i = 0; i < HOT; i++) {
                var risk = hot.risks().get(i);
                long version = version(risk);
                long events = database().number("select count(*) from event_tag where tag = 'risk=" + risk + "'");
                if (version != 1 + hot.acceptedOf(i) || events != version) {
                    report.wrong("%s: a risk had %d updates accepted and has version %d and %d events"
                            .formatted(turn, hot.acceptedOf(i), version, events));
                }
            }
        }

        private long version(String risk) {
            return product.api()
                    .get(RiskRequests.PATH + risk + "/")
                    .required("version")
                    .asLong();
        }

        private ProductDatabase database() {
            return product.database();
        }

        private static Table table(Map<Integer, Figures> all) {
            var table = new Table(
                    "connections",
                    "pgbench updates/s",
                    "product updates/s",
                    "ratio",
                    "accepted",
                    "accepted p50 ms",
                    "rejected p50 ms",
                    "rejected to accepted",
                    "JVM",
                    "PostgreSQL",
                    "generator",
                    "others",
                    "load average");
            all.forEach((clients, figures) -> table.row(
                    clients.toString(),
                    figures.turn.limit.text(0),
                    figures.turn.product.text(0),
                    figures.turn.ratio.text(2),
                    figures.share.percent(),
                    figures.turn.median.text(1),
                    figures.rejected.text(1),
                    figures.toAccepted.text(2),
                    figures.turn.processors("jvm"),
                    figures.turn.processors("postgres"),
                    figures.turn.processors("generator"),
                    figures.turn.processors("others"),
                    figures.turn.load.text(1)));
            return table;
        }
    }

    /** What was measured at one number of connections. */
    private static final class Figures {

        final Turn turn = new Turn();
        final Spread share = new Spread();
        final Spread rejected = new Spread();
        final Spread toAccepted = new Spread();

        void add(HotRisks hot) {
            double accepted = hot.accepted().getTotalCount();
            share.add(accepted / (accepted + hot.rejected().getTotalCount()));
            if (accepted > 0 && hot.rejected().getTotalCount() > 0) {
                double median = hot.rejected().getValueAtPercentile(50);
                rejected.add(median / 1e3);
                toAccepted.add(median / hot.accepted().getValueAtPercentile(50));
            }
        }
    }
}
