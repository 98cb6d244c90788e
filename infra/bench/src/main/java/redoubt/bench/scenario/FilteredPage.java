package redoubt.bench.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import redoubt.bench.limit.Pgbench;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.load.HttpText;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Run;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Api;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Table;

/** B3: pages of 25 risks out of many, beside pgbench selecting the same rows. */
final class FilteredPage implements Scenario {

    private static final int ONCE_CONNECTIONS = 8;
    private static final int ONCE_SHARE = 3;
    private static final int WARM_CONNECTIONS = 8;
    private static final Duration FOLLOWING = Duration.ofMinutes(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    public String name() {
        return "B3";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B3");
        var report = new Report("B3 · A filtered page of 25");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folders = Folders.create(product.api());
            var risks = new SyntheticRisks(Templates.create(product, folders.getFirst()), folders);
            var bench = new Rounds(
                    stage,
                    product,
                    new BulkLoad(product.database(), risks),
                    new Pgbench(product.database().server(), work),
                    product.database()
                            .texts("select id::text from read.organization")
                            .getFirst(),
                    report);
            var bySize = new TreeMap<Integer, Map<Integer, Turn>>();
            for (int size : stage.pace().sizes()) {
                // The compiler has its time once; after that only the caches of the database are cold.
                var warmUp = bySize.isEmpty()
                        ? stage.pace().warmUp()
                        : stage.pace().slice().multipliedBy(2);
                bySize.put(size, bench.measure(size, warmUp));
            }
            return bySize.size() == 1
                    ? report
                    : report.say("### The most risks and the fewest").show(growth(bySize));
        } finally {
            stage.remove(work);
        }
    }

    /** What more risks cost. */
    private static Table growth(NavigableMap<Integer, Map<Integer, Turn>> bySize) {
        var fewest = bySize.firstEntry();
        var most = bySize.lastEntry();
        var table = new Table(
                "connections",
                "p50 ms at %,d".formatted(fewest.getKey()),
                "p50 ms at %,d".formatted(most.getKey()),
                "times",
                "times, limit");
        fewest.getValue().forEach((clients, few) -> {
            var many = Objects.requireNonNull(most.getValue().get(clients));
            table.row(
                    clients.toString(),
                    few.median.middle(2),
                    many.median.middle(2),
                    "%.2f".formatted(many.median.median() / few.median.median()),
                    "%.2f".formatted(many.limitLatency.median() / few.limitLatency.median()));
        });
        return table;
    }

    /** Limit and product in turns, at one size after the other. */
    private record Rounds(
            Stage stage, Product product, BulkLoad load, Pgbench pgbench, String organization, Report report) {

        Map<Integer, Turn> measure(int size, Duration warmUp) {
            report.say("### %,d risks".formatted(size)).say(fill(size));
            check();
            var columns = columns();
            stage.tell("B3: warming up for %d s", warmUp.toSeconds());
            ask(PageQuery.FILTERED, WARM_CONNECTIONS, warmUp);
            var slice = stage.pace().slice();
            Map<Integer, Turn> turns = new LinkedHashMap<>();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                for (int clients : stage.pace().readers()) {
                    turn(PageQuery.FILTERED, columns, clients, slice, turns.computeIfAbsent(clients, _ -> new Turn()));
                }
                stage.tell("B3: %,d risks, round %d done", size, round);
            }
            Map<PageQuery, Turn> once = new LinkedHashMap<>();
            for (var query : PageQuery.once()) {
                turn(
                        query,
                        columns,
                        ONCE_CONNECTIONS,
                        slice.dividedBy(ONCE_SHARE),
                        once.computeIfAbsent(query, _ -> new Turn()));
            }
            check();
            report.say("`" + PageQuery.FILTERED.path() + "`").show(rounds(turns));
            report.say("Searches and orderings, once each, at " + ONCE_CONNECTIONS + " connections:")
                    .show(once(once));
            report.say(past(slice));
            return turns;
        }

        /** The same page as it was at the head of the log, which whoever asks first waits for, beside the page of now. */
        private String past(Duration time) {
            var position =
                    database().texts("select max(position)::text from event").getFirst();
            var path = PageQuery.FILTERED.path() + "&as_of=" + position;
            long start = System.nanoTime();
            Patience.until(
                    "Tables as they were", FOLLOWING, PAUSE, () -> product.api().tells(path));
            var made = Duration.ofNanos(System.nanoTime() - start);
            if (!product.api()
                    .get(path)
                    .path("results")
                    .equals(product.api().get(PageQuery.FILTERED.path()).path("results"))) {
                report.wrong("As of position %s the page is another one than now, where nothing has happened since"
                        .formatted(position));
            }
            var request = HttpText.get(path, Api.TOKEN);
            var then = ClosedLoop.run(product.api().address(), Requests.always(request), ONCE_CONNECTIONS, time);
            var now = ask(PageQuery.FILTERED, ONCE_CONNECTIONS, time);
            if (!then.allWere(200)) {
                report.wrong("As it was: %s".formatted(then.statuses()));
            }
            return "With `as_of=%s` the first answer came after %.1f s; then, at %d connections, p50 %.2f ms, p99 %.2f ms, beside %.2f ms and %.2f ms for the page of now: %.2f times."
                    .formatted(
                            position,
                            seconds(made),
                            ONCE_CONNECTIONS,
                            then.milliseconds(50),
                            then.milliseconds(99),
                            now.milliseconds(50),
                            now.milliseconds(99),
                            then.milliseconds(50) / now.milliseconds(50));
        }

        /** Fills the log by COPY and lets the program follow it into its tables. */
        private String fill(int size) {
            var loaded = load.upTo(size);
            long behind = Backlog.size(database());
            long start = System.nanoTime();
            Patience.until("Following the log", FOLLOWING, PAUSE, () -> Backlog.size(database()) == 0);
            var followed = Duration.ofNanos(System.nanoTime() - start);
            database().execute("vacuum (analyze) event, event_tag, read.risk");
            stage.tell("B3: %,d risks are there", size);
            return "Loaded into the log in %.1f s; the program then followed %,d events into its tables in %.1f s (%,.0f/s)."
                    .formatted(seconds(loaded), behind, seconds(followed), behind / seconds(followed));
        }

        private void check() {
            var check = new PageCheck(product.api(), database(), organization, report);
            check.check(PageQuery.FILTERED);
            PageQuery.once().forEach(check::check);
        }

        private void turn(PageQuery query, String columns, int clients, Duration time, Turn turn) {
            var limit = pgbench.run("page", query.select(columns, organization) + ";\n", clients, time);
            turn.limit(limit.rate(), limit.latency());
            var processors = new Processors(
                    Map.of("jvm", product.pid(), "postgres", database().pid()));
            var before = processors.read();
            var run = ask(query, clients, time);
            turn.product(run, limit.rate(), before, processors.read());
        }

        private Run ask(PageQuery query, int clients, Duration time) {
            var run = ClosedLoop.run(product.api().address(), Requests.always(query.request()), clients, time);
            if (!run.allWere(200) || run.shortestBody() != run.longestBody()) {
                report.wrong("%s: answers differ: %s, bodies of %d to %d bytes"
                        .formatted(query.title(), run.statuses(), run.shortestBody(), run.longestBody()));
            }
            return run;
        }

        /** Everything of a risk that is shown, and not what is only searched. */
        private String columns() {
            return String.join(", ", database().texts("""
                select quote_ident(column_name) from information_schema.columns
                where table_schema = 'read' and table_name = 'risk' and column_name <> 'search'
                order by ordinal_position
                """));
        }

        private ProductDatabase database() {
            return product.database();
        }

        private static Table rounds(Map<Integer, Turn> turns) {
            var table = new Table(
                    "connections",
                    "pgbench tx/s",
                    "product 200/s",
                    "ratio",
                    "pgbench mean ms",
                    "product p50 ms",
                    "product p99 ms",
                    "JVM",
                    "PostgreSQL",
                    "generator",
                    "others");
            turns.forEach((clients, turn) -> table.row(
                    clients.toString(),
                    turn.limit.text(0),
                    turn.product.text(0),
                    turn.ratio.text(2),
                    turn.limitLatency.middle(2),
                    turn.median.text(2),
                    turn.slow.text(1),
                    turn.processors("jvm"),
                    turn.processors("postgres"),
                    turn.processors("generator"),
                    turn.processors("others")));
            return table;
        }

        private static Table once(Map<PageQuery, Turn> turns) {
            var table = new Table(
                    "page",
                    "pgbench tx/s",
                    "product 200/s",
                    "ratio",
                    "pgbench mean ms",
                    "product p50 ms",
                    "product p99 ms");
            turns.forEach((query, turn) -> table.row(
                    query.title(),
                    turn.limit.middle(0),
                    turn.product.middle(0),
                    turn.ratio.middle(2),
                    turn.limitLatency.middle(2),
                    turn.median.middle(2),
                    turn.slow.middle(1)));
            return table;
        }

        private static double seconds(Duration time) {
            return time.toNanos() / 1e9;
        }
    }
}
