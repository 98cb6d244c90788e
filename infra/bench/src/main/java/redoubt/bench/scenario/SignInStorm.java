package redoubt.bench.scenario;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import redoubt.bench.limit.Hashes;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Run;
import redoubt.bench.machine.Processors;
import redoubt.bench.machine.Threads;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B11: people sign in, beside the bare hash of their passwords; and pages are read before and while they do. */
final class SignInStorm implements Scenario {

    /** Fewer than the program lets wait for their hash. */
    private static final int PEOPLE = 32;

    /** What the threads that hash are called. */
    private static final String HASHING = "passwords-";

    private static final String KEPT = "select password from account where password is not null limit 1";
    private static final String SESSIONS = "select count(*) from event where type = 'session.created'";

    @Override
    public String name() {
        return "B11";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B11");
        try (var product = Product.start(stage.root(), work.resolve("data"), true)) {
            product.awaitReady();
            var folders = Folders.create(product.api());
            var risks = new SyntheticRisks(Templates.create(product, folders.getFirst()), folders);
            new BulkLoad(product.database(), risks).upTo(stage.pace().sizes().getFirst());
            Backlog.drain(product.database());
            product.database().execute("vacuum (analyze) event, event_tag, read.risk");
            stage.tell("B11: %,d risks are there", stage.pace().sizes().getFirst());
            var people = SignIns.of(product.api(), PEOPLE);
            var kept = product.database().texts(KEPT).getFirst();
            try (var hashes = Hashes.start(stage.root(), kept, SignIns.PASSWORD)) {
                return new Rounds(stage, product, people, hashes, new Report("B11 · Signing in")).measure(kept);
            }
        } finally {
            stage.remove(work);
        }
    }

    /** Limit and product in turns, then pages without and with the storm. */
    private record Rounds(Stage stage, Product product, SignIns people, Hashes hashes, Report report) {

        Report measure(String kept) {
            var part = stage.pace().warmUp().dividedBy(2);
            stage.tell("B11: warming up for %d s", 2 * part.toSeconds());
            read(stage.pace().readers().getLast(), part);
            signIn(part);
            int threads = Threads.count(product.pid(), HASHING);
            hashes.rate(threads, part.dividedBy(3));
            var signIns = new Turn();
            Map<Integer, Pages> pages = new LinkedHashMap<>();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                signIns(threads, signIns);
                for (int clients : stage.pace().readers()) {
                    pages(clients, pages.computeIfAbsent(clients, _ -> new Pages()));
                }
                stage.tell(
                        "B11: round %d: hashes %.1f/s, sign-ins %.1f/s",
                        round, signIns.limit.median(), signIns.product.median());
            }
            return report.say("`POST /api/auth/login/` by %d people with accounts of their own, and `%s` on %d threads."
                            .formatted(people.people(), kept.replaceFirst("(p=\\d+).*", "$1"), threads))
                    .show(table(signIns))
                    .say("`%s` before and while they all sign in:".formatted(PageQuery.FILTERED.path()))
                    .show(table(pages));
        }

        private void signIns(int threads, Turn turn) {
            var slice = stage.pace().slice();
            double limit = hashes.rate(threads, slice);
            turn.limit(limit, threads * 1e3 / limit);
            database().execute("checkpoint");
            var processors = processors();
            var before = processors.read();
            turn.product(signIn(slice), limit, before, processors.read());
        }

        /** Whoever was let in has a session in the log, and nobody else has. */
        private Run signIn(Duration time) {
            long before = database().number(SESSIONS);
            var run = people.run(time);
            check(run, before);
            return run;
        }

        private void check(Run run, long before) {
            long let = run.statuses().getOrDefault(200, 0L);
            long sessions = database().number(SESSIONS) - before;
            if (!run.allWere(200) || let != sessions) {
                report.wrong(
                        "Signing in was answered with %s, and %d sessions began".formatted(run.statuses(), sessions));
            }
        }

        private void pages(int clients, Pages pages) {
            var slice = stage.pace().slice();
            var calm = read(clients, slice);
            long before = database().number(SESSIONS);
            var processors = processors();
            // It begins before and ends after the pages that are looked at.
            var storm = people.begin(slice.plusSeconds(2));
            Patience.pause(Duration.ofSeconds(1));
            var start = processors.read();
            var busy = read(clients, slice);
            var end = processors.read();
            var stormed = storm.join();
            check(stormed, before);
            pages.add(calm, busy, stormed);
            end.since(start).forEach(pages::took);
        }

        private Run read(int clients, Duration time) {
            var run = ClosedLoop.run(
                    product.api().address(), Requests.always(PageQuery.FILTERED.request()), clients, time);
            if (!run.allWere(200) || run.shortestBody() != run.longestBody()) {
                report.wrong("Pages differ: %s, bodies of %d to %d bytes"
                        .formatted(run.statuses(), run.shortestBody(), run.longestBody()));
            }
            return run;
        }

        private Processors processors() {
            return new Processors(
                    Map.of("jvm", product.pid(), "postgres", database().pid()));
        }

        private ProductDatabase database() {
            return product.database();
        }

        private static Table table(Turn turn) {
            return new Table("", "median (least–greatest)")
                    .row("hashes/s", turn.limit.text(1))
                    .row("sign-ins/s", turn.product.text(1))
                    .row("ratio", turn.ratio.text(2))
                    .row("a hash, ms", turn.limitLatency.text(1))
                    .row("sign-in p50 ms", turn.median.text(0))
                    .row("sign-in p99 ms", turn.slow.text(0))
                    .row("JVM", turn.processors("jvm"))
                    .row("PostgreSQL", turn.processors("postgres"))
                    .row("others", turn.processors("others"))
                    .row("load average", turn.load.text(1));
        }

        private static Table table(Map<Integer, Pages> all) {
            var table = new Table(
                    "connections",
                    "pages/s before",
                    "pages/s meanwhile",
                    "p50 ms before",
                    "p50 ms meanwhile",
                    "p99 ms before",
                    "p99 ms meanwhile",
                    "p99 grows to",
                    "sign-ins/s meanwhile",
                    "JVM",
                    "PostgreSQL",
                    "others");
            all.forEach((clients, pages) -> table.row(
                    clients.toString(),
                    pages.calmRate.text(0),
                    pages.busyRate.text(0),
                    pages.calmMedian.text(2),
                    pages.busyMedian.text(2),
                    pages.calmSlow.text(1),
                    pages.busySlow.text(1),
                    pages.growth.text(2),
                    pages.signIns.text(1),
                    pages.processors("jvm"),
                    pages.processors("postgres"),
                    pages.processors("others")));
            return table;
        }
    }

    /** Pages at one number of connections, round after round. */
    private static final class Pages {

        final Spread calmRate = new Spread();
        final Spread busyRate = new Spread();
        final Spread calmMedian = new Spread();
        final Spread busyMedian = new Spread();
        final Spread calmSlow = new Spread();
        final Spread busySlow = new Spread();
        final Spread growth = new Spread();
        final Spread signIns = new Spread();
        private final Map<String, Spread> processors = new LinkedHashMap<>();

        void add(Run calm, Run busy, Run storm) {
            calmRate.add(calm.rate());
            busyRate.add(busy.rate());
            calmMedian.add(calm.milliseconds(50));
            busyMedian.add(busy.milliseconds(50));
            calmSlow.add(calm.milliseconds(99));
            busySlow.add(busy.milliseconds(99));
            growth.add(busy.milliseconds(99) / calm.milliseconds(99));
            signIns.add(storm.rate());
        }

        void took(String name, double share) {
            processors.computeIfAbsent(name, _ -> new Spread()).add(share);
        }

        String processors(String name) {
            return processors.getOrDefault(name, new Spread()).percent();
        }
    }
}
