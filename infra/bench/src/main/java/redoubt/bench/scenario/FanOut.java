package redoubt.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import redoubt.bench.limit.Broadcaster;
import redoubt.bench.load.Audience;
import redoubt.bench.machine.LiveHeap;
import redoubt.bench.machine.ResidentMemory;
import redoubt.bench.product.Api;
import redoubt.bench.product.Patience;
import redoubt.bench.product.Product;
import redoubt.bench.report.Report;
import redoubt.bench.report.Spread;
import redoubt.bench.report.Table;

/** B5: new risks are told to a thousand streams, beside a bare broadcaster of the same bytes. */
final class FanOut implements Scenario {

    private static final int STREAMS = Subscribers.PEOPLE * Subscribers.EACH;
    private static final int LAGGING = 200;
    private static final int TENANTS = 20;
    private static final int A_SECOND = 20;
    private static final int BURST = 200;
    private static final String RISKS = "/api/v1/risks/";
    private static final String CREATED = "?types=risk.created";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(10);

    @Override
    public String name() {
        return "B5";
    }

    @Override
    public Report run(Stage stage) {
        var work = stage.empty("B5");
        try (var product = Product.start(stage.root(), work.resolve("data"), true);
                var broadcaster = Broadcaster.start()) {
            product.awaitReady();
            return new Rounds(stage, product, broadcaster, new Report("B5 · Events told to a thousand streams"))
                    .measure();
        } finally {
            stage.remove(work);
        }
    }

    /** The figures of one way to listen, round after round. */
    private static final class Figures {

        final Spread median = new Spread();
        final Spread slow = new Spread();
        final Spread rate = new Spread();

        void add(Histogram latency) {
            median.add(latency.getValueAtPercentile(50) / 1e3);
            slow.add(latency.getValueAtPercentile(99) / 1e3);
        }
    }

    private record Rounds(Stage stage, Product product, Broadcaster broadcaster, Report report) {

        Report measure() {
            var subscribers = Subscribers.of(api());
            var root = api().get("/api/v1/folders/?content_type=root")
                    .required("results")
                    .get(0)
                    .required("id")
                    .asString();
            var folders = IntStream.range(0, TENANTS)
                    .mapToObj(n -> api().create("/api/v1/folders/", "{\"name\":\"Tenant %d\"}".formatted(n)))
                    .toList();
            subscribers.see(folders);
            Figures parted = new Figures();
            Figures all = new Figures();
            Figures bare = new Figures();
            Spread ratio = new Spread();
            Spread memory = new Spread();
            Spread heap = new Spread();
            Spread growth = new Spread();
            stage.tell("B5: warming up for %d s", stage.pace().warmUp().toSeconds());
            try (var audience = listen(subscribers, STREAMS, CREATED)) {
                paced(audience, stage.pace().warmUp(), STREAMS / TENANTS, folders);
            }
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                try (var audience = listen(subscribers, STREAMS, CREATED)) {
                    parted.add(paced(audience, stage.pace().slice(), STREAMS / TENANTS, folders));
                }
            }
            subscribers.see(List.of(root));
            try (var audience = listen(subscribers, STREAMS, CREATED)) {
                paced(audience, stage.pace().warmUp(), STREAMS, folders);
            }
            for (int round = 1; round <= stage.pace().rounds(); round++) {
                double bareRate = bare(bare);
                ratio.add(told(subscribers, folders, all, memory, heap) / bareRate);
                growth.add(lagging(subscribers, folders));
                stage.tell("B5: round %d: p99 %.1f ms, ratio %.2f", round, all.slow.median(), ratio.median());
            }
            return report.say("%d streams of %d people, %d events a second; milliseconds from the moment in an event."
                            .formatted(STREAMS, Subscribers.PEOPLE, A_SECOND))
                    .show(new Table("who hears", "p50 ms", "p99 ms", "deliveries/s of %d at once".formatted(BURST))
                            .row("one folder in twenty", parted.median.text(1), parted.slow.text(1), "–")
                            .row("everything", all.median.text(1), all.slow.text(1), all.rate.text(0))
                            .row("a bare broadcaster", bare.median.text(1), bare.slow.text(1), bare.rate.text(0)))
                    .show(new Table("", "median (least–greatest)")
                            .row("of the broadcaster's rate", ratio.text(2))
                            .row("resident kB for a stream", memory.text(1))
                            .row("live heap kB for a stream", heap.text(1))
                            .row("p99 grows with %d who are slow, to".formatted(LAGGING), growth.text(2)));
        }

        private Api api() {
            return product.api();
        }

        private Audience listen(Subscribers subscribers, int streams, String query) {
            var audience = Audience.open(api().address(), subscribers.requests(streams, query), List.of());
            awaitOpen(streams);
            return audience;
        }

        private void awaitOpen(int streams) {
            Patience.until(
                    "Opening " + streams + " streams",
                    SOON,
                    LOOK,
                    () -> api().get("/api/v1/events/streams/?page_size=1")
                                    .required("count")
                                    .asInt()
                            == streams);
        }

        /** So many events a second, each for so many listeners, and the times in which they were heard. */
        private Histogram paced(Audience audience, Duration time, int listeners, List<String> folders) {
            return paced(audience, time, listeners, n -> api().create(RISKS, risk(folders.get(n % folders.size()))));
        }

        private Histogram paced(Audience audience, Duration time, int listeners, IntConsumer publish) {
            long before = audience.heard();
            var latency = audience.fresh();
            long start = System.nanoTime();
            int events = (int) (time.toSeconds() * A_SECOND);
            for (int n = 0; n < events; n++) {
                long due = start + n * 1_000_000_000L / A_SECOND;
                Patience.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                publish.accept(n);
            }
            check(audience, before, (long) events * listeners);
            return latency;
        }

        private void check(Audience audience, long before, long expected) {
            try {
                Patience.until("Hearing of everything", SOON, LOOK, () -> audience.heard() - before >= expected);
            } catch (IllegalStateException late) {
                report.wrong("Of %d deliveries there were %d".formatted(expected, audience.heard() - before));
            }
            if (audience.heard() - before != expected || audience.left() > 0) {
                report.wrong("Of %d deliveries there were %d, and %d streams were lost"
                        .formatted(expected, audience.heard() - before, audience.left()));
            }
        }

        /** Everything to everybody; tells the rate of a burst. */
        private double told(
                Subscribers subscribers, List<String> folders, Figures figures, Spread memory, Spread heap) {
            awaitOpen(0);
            double live = LiveHeap.of(product.pid());
            double resident = ResidentMemory.of(product.pid());
            try (var audience = listen(subscribers, STREAMS, CREATED)) {
                figures.add(paced(audience, stage.pace().slice(), STREAMS, folders));
                double rate = burst(audience, () -> api().send(RISKS + "bulk/", many(folders), 200));
                figures.rate.add(rate);
                memory.add((ResidentMemory.of(product.pid()) - resident) * 1_024 / STREAMS);
                heap.add((LiveHeap.of(product.pid()) - live) * 1_024 / STREAMS);
                if (!audience.alike()) {
                    report.wrong("Some have heard more than others");
                }
                return rate;
            }
        }

        private double burst(Audience audience, Runnable half) {
            long before = audience.heard();
            long start = System.nanoTime();
            half.run();
            half.run();
            check(audience, before, (long) BURST * STREAMS);
            return BURST * STREAMS / ((audience.lastAt() - start) / 1e9);
        }

        private double bare(Figures figures) {
            var request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            var frame = sample();
            var door = new Api(broadcaster.address(), broadcaster.address());
            try (var audience =
                    Audience.open(broadcaster.address(), Collections.nCopies(STREAMS, request), List.of())) {
                Patience.pause(Duration.ofSeconds(1));
                figures.add(paced(audience, stage.pace().slice(), STREAMS, _ -> door.post("/", now(frame), 204)));
                double rate = burst(
                        audience, () -> IntStream.range(0, BURST / 2).forEach(_ -> door.post("/", now(frame), 204)));
                figures.rate.add(rate);
                return rate;
            }
        }

        /** How much slower the others hear when some do not keep up. */
        private double lagging(Subscribers subscribers, List<String> folders) {
            int quick = STREAMS - LAGGING;
            double alone;
            awaitOpen(0);
            try (var audience = listen(subscribers, quick, CREATED)) {
                alone = paced(audience, stage.pace().slice(), quick, folders).getValueAtPercentile(99);
            }
            awaitOpen(0);
            try (var audience = Audience.open(
                    api().address(),
                    subscribers.requests(quick, CREATED),
                    subscribers.requests(quick, LAGGING, "?from=earliest"))) {
                awaitOpen(STREAMS);
                Patience.pause(Duration.ofSeconds(2));
                return paced(audience, stage.pace().slice(), quick, folders).getValueAtPercentile(99) / alone;
            }
        }

        /** A frame as the product tells it. */
        private String sample() {
            var event = api().get("/api/v1/events/?types=risk.created&limit=1")
                    .required("results")
                    .get(0);
            return "id: " + event.required("position") + "\nevent: risk.created\ndata: " + event + "\n\n";
        }

        private static String now(String frame) {
            return frame.replaceFirst(
                    "\"timestamp\":\"[^\"]*\"",
                    "\"timestamp\":\"" + Instant.now().truncatedTo(ChronoUnit.MICROS) + "\"");
        }

        private static String risk(String folder) {
            return "{\"name\":\"Told to many\",\"folder\":\"%s\",\"likelihood\":3,\"impact\":4,\"description\":\"%s\"}"
                    .formatted(folder, "A sentence that is about as long as others. ".repeat(4));
        }

        private static String many(List<String> folders) {
            return "{\"operations\":["
                    + IntStream.range(0, BURST / 2)
                            .mapToObj(n -> "{\"op\":\"create\",\"data\":" + risk(folders.get(n % folders.size())) + "}")
                            .collect(Collectors.joining(","))
                    + "]}";
        }
    }
}
