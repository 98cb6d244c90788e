package redoubt.bench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redoubt.bench.limit.Companion;
import redoubt.bench.machine.LoadAverage;
import redoubt.bench.machine.Processors;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B8: webhooks are told, beside a bare client that signs as much; and while some of them hang. */
final class Deliveries implements Scenario {

    private static final int HOOKS = 1_000;
    private static final int DEAF = 50;
    private static final int CONNECTIONS = 64;

    /** About as many risks as can be told everywhere in a second. */
    private static final int A_SECOND = 10;

    /** The slowest of a few risks would decide alone; so the steady pace goes on for several times as long. */
    private static final int STEADY = 3;

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LATEST = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofMillis(50);
    private static final String RISK =
            "{\"name\":\"Told everywhere\",\"description\":\"" + "What is told of it. ".repeat(10) + "\"}";
    private static final String BARE = "{\"type\":\"risk.created\",\"data\":\"" + "y".repeat(1_400) + "\"}";
    private static final String COLLECTION = "/api/v1/webhooks/";

    @Override
    public String name() {
        return "B8";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B8");
        var settings = Map.of(
                "REDOUBT_WEBHOOK_ALLOW_HTTP",
                "true",
                "REDOUBT_WEBHOOK_ALLOWED_CIDRS",
                "127.0.0.1",
                "REDOUBT_WEBHOOK_MAX",
                "" + HOOKS,
                "REDOUBT_WEBHOOK_MAX_PER_USER",
                "" + HOOKS);
        try (var target = Companion.start(stage.root(), "HookTarget");
                var product = Product.start(stage.root(), work.resolve("data"), true, settings)) {
            String base = "http://127.0.0.1:" + target.greeting().strip();
            product.awaitReady();
            List<String> hooks = new ArrayList<>();
            for (int n = 0; n < HOOKS; n++) {
                hooks.add(product.api().create(COLLECTION, hook(base, n)));
            }
            stage.tell("B8: %,d webhooks are there", HOOKS);
            try (var bare = Companion.start(stage.root(), "HookSender", base + "/well/bare")) {
                return new Rounds(stage, product, target, bare, base, hooks, new Report("B8 · Telling webhooks"))
                        .measure();
            }
        } finally {
            stage.remove(work);
        }
    }

    private static String hook(String base, int n) {
        return "{\"name\":\"Hook %d\",\"url\":\"%s/well/%d\",\"event_types\":[\"risk.created\"],\"max_in_flight\":4,\"rate_per_second\":100}"
                .formatted(n, base, n);
    }

    /** What came to those who are well. */
    private record Came(long messages, long different, double seconds, double median, double slow) {

        static Came of(String line) {
            String[] words = line.strip().split(" ", -1);
            return new Came(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]) / 1e3,
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]));
        }
    }

    /** Limit and product in turns, then a steady pace with everybody well and with some who hang. */
    private record Rounds(
            Stage stage,
            Product product,
            Companion target,
            Companion bare,
            String base,
            List<String> hooks,
            Report report) {

        Report measure() {
            int seconds = Math.max(1, (int) stage.pace().slice().toSeconds());
            int risks = seconds * A_SECOND;
            long warm = System.nanoTime() + stage.pace().warmUp().toNanos();
            stage.tell("B8: warming up");
            while (System.nanoTime() < warm) {
                burst(risks);
                sendBare(risks * HOOKS);
            }
            var turn = new Turn();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                double limit = sendBare(risks * HOOKS);
                turn.limit.add(limit);
                var processors = new Processors(Map.of(
                        "jvm", product.pid(), "postgres", product.database().pid(), "target", target.pid()));
                var before = processors.read();
                Came came = burst(risks);
                processors.read().since(before).forEach((name, share) -> turn.took(name, share));
                double rate = came.messages() / came.seconds();
                turn.product.add(rate);
                turn.ratio.add(rate / limit);
                turn.load.add(LoadAverage.now());
                stage.tell("B8: round %d: bare %.0f/s, product %.0f/s", round, limit, rate);
            }
            var steady = new Spread();
            var steadySlow = new Spread();
            var hanging = new Spread();
            var hangingSlow = new Spread();
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                paced(seconds * STEADY, HOOKS, steady, steadySlow);
                move("/deaf/");
                paced(seconds * STEADY, HOOKS - DEAF, hanging, hangingSlow);
                move("/well/");
                stage.tell(
                        "B8: round %d: p99 %.0f ms, with some who hang %.0f ms",
                        round, steadySlow.median(), hangingSlow.median());
            }
            return report.say("%,d webhooks; the bare client sends on %d connections.".formatted(HOOKS, CONNECTIONS))
                    .show(turn.table())
                    .say("A risk every %d s, from its recording to its arrival:".formatted(EVERY.toSeconds()))
                    .show(new Table("", "all are well", "%d of them hang".formatted(DEAF))
                            .row("p50 ms", steady.text(0), hanging.text(0))
                            .row("p99 ms", steadySlow.text(0), hangingSlow.text(0))
                            .row("p99 grows to", "", "%.2f".formatted(hangingSlow.median() / steadySlow.median())));
        }

        private double sendBare(int messages) {
            long milliseconds = Long.parseLong(bare.ask("%d %d %s".formatted(messages, CONNECTIONS, BARE), "done ")
                    .strip());
            return messages / (milliseconds / 1e3);
        }

        private Came burst(int risks) {
            target.ask("reset", "done");
            for (int n = 0; n < risks; n++) {
                product.api().create("/api/v1/risks/", RISK);
            }
            return all((long) risks * HOOKS);
        }

        private void paced(int risks, int well, Spread median, Spread slow) {
            target.ask("reset", "done");
            for (int n = 0; n < risks; n++) {
                product.api().create("/api/v1/risks/", RISK);
                Patience.pause(EVERY);
            }
            Came came = all((long) risks * well);
            median.add(came.median());
            slow.add(came.slow());
        }

        private Came all(long messages) {
            Patience.until("Everything arriving", LATEST, PROBE, () -> came().messages() >= messages);
            Came came = came();
            if (came.messages() != messages || came.different() != messages) {
                report.wrong("%,d messages came, %,d of them different, instead of %,d"
                        .formatted(came.messages(), came.different(), messages));
            }
            return came;
        }

        private Came came() {
            return Came.of(target.ask("report", "done "));
        }

        /** Some webhooks are elsewhere from now on, and what is on its way to them is given up. */
        private void move(String where) {
            for (int n = 0; n < DEAF; n++) {
                String path = COLLECTION + hooks.get(n) + "/";
                product.api().change(path, "{\"is_active\":false}");
                product.api().change(path, "{\"url\":\"%s%s%d\",\"is_active\":true}".formatted(base, where, n));
            }
            Patience.pause(EVERY);
        }
    }

    /** The figures of bursts, round after round. */
    private static final class Turn {

        final Spread limit = new Spread();
        final Spread product = new Spread();
        final Spread ratio = new Spread();
        final Spread load = new Spread();
        private final Map<String, Spread> processors = new java.util.TreeMap<>();

        void took(String name, double share) {
            processors.computeIfAbsent(name, _ -> new Spread()).add(share);
        }

        Table table() {
            var table = new Table("", "median (least–greatest)")
                    .row("bare client, messages/s", limit.text(0))
                    .row("webhooks, messages/s", product.text(0))
                    .row("ratio", ratio.text(2));
            processors.forEach((name, share) -> table.row(name, share.percent()));
            return table.row("load average", load.text(1));
        }
    }
}
