package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;
import tools.jackson.databind.JsonNode;

/** Whoever reads slowly, or not at all, is behind in the log and costs the others nothing. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowListenersTest {

    private static final String STREAM = "/api/v1/events/stream?from=earliest&types=risk.*";
    private static final int PEOPLE = 20;
    private static final int EACH = 10;
    private static final int BULK = 100;

    /** Everything that is remembered of events is full by then. */
    private static final int EVENTS = 6_000;

    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    @TempDir
    static Path data;

    private final List<String> people = new ArrayList<>();
    private ChildRedoubt server;
    private Http http;

    @BeforeAll
    void start() {
        server = ChildRedoubt.begin(data, RedoubtApplication.class, List.of("-Xmx384m"), List.of());
        server.awaitAddress();
        http = server.http();
        String root = http.get("/api/v1/folders/?content_type=root").ids().getFirst();
        for (int n = 0; n < PEOPLE; n++) {
            String access = Visitors.register(http.anonymous(), Visitors.email())
                    .expect(201)
                    .text("access");
            Http person = http.with("Authorization", "Bearer " + access);
            String user = person.get("/api/v1/me/").expect(200).id();
            http.post(
                            "/api/v1/role-assignments/",
                            "{\"user\":\"" + user + "\",\"role\":\"reader\",\"folders\":[\"" + root + "\"]}")
                    .expect(201);
            people.add("Bearer " + access);
        }
        write(EVENTS);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void t14TwoHundredWhoReadAKilobyteASecondCostNoMemoryAndTheOthersGoOn() throws Exception {
        hear(20);
        long before = live();
        List<SlowListener> slow = listeners();
        try (ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor()) {
            reader.scheduleAtFixedRate(() -> slow.forEach(each -> each.read(1_024)), 0, 1, TimeUnit.SECONDS);
            TimeUnit.SECONDS.sleep(10);
            hear(50);
            long first = live();
            write(2_000);
            hear(50);
            TimeUnit.SECONDS.sleep(15);
            long second = live();
            reader.shutdownNow();
            assertThat(reader.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

            assertThat(slow).allSatisfy(each -> assertThat(each.read()).isBetween(8_192L, 256L * 1_024));
            // A mebibyte for each is promised. What the server remembers since, of events and of people, is in it as
            // well.
            assertThat(first - before)
                    .as("what two hundred of them take, in bytes")
                    .isLessThan(PEOPLE * EACH * MEBIBYTE);
            assertThat(second - first)
                    .as("how it grows while they lag, in bytes")
                    .isLessThan(8 * MEBIBYTE);
        } finally {
            slow.forEach(SlowListener::close);
        }
    }

    @Test
    void whoReadsNothingIsCutOffAndTheirPlaceIsFree() throws Exception {
        List<SlowListener> deaf = listeners();
        await().atMost(Duration.ofSeconds(20)).until(() -> open() >= PEOPLE * EACH);
        assertThat(status(people.getFirst())).as("an eleventh stream").isEqualTo(429);
        hear(50);
        await().atMost(Duration.ofSeconds(60)).until(() -> open() == 0);
        assertThat(status(people.getFirst())).isEqualTo(200);
        deaf.forEach(each -> {
            for (long before = -1; before != each.read() && !each.ended(); ) {
                before = each.read();
                each.read(Integer.MAX_VALUE);
            }
        });
        assertThat(deaf).as("all have heard something and could go on after it").allMatch(each -> each.read() > 1_024);
        deaf.forEach(SlowListener::close);
    }

    @Test
    void aThousandWhoComeAndGoWithinASecondLeaveNothingBehind() throws Exception {
        comeAndGo();
        long before = live();
        for (int n = 0; n < 5; n++) {
            comeAndGo();
        }
        hear(20);
        // Well before those who take nothing are given up.
        await().atMost(Duration.ofSeconds(10)).until(() -> open() == 0);
        assertThat(live() - before).as("bytes").isLessThan(16 * MEBIBYTE);
    }

    private void comeAndGo() throws Exception {
        URI base = http.base();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int n = 0; n < 1_000; n++) {
                String person = people.get(n % PEOPLE);
                int patience = n % 20;
                threads.submit(() -> {
                    try (SlowListener listener = SlowListener.open(base, STREAM, person)) {
                        TimeUnit.MILLISECONDS.sleep(patience);
                        listener.read(1_024);
                    }
                    return null;
                });
            }
        }
    }

    private List<SlowListener> listeners() {
        return people.stream()
                .flatMap(person ->
                        IntStream.range(0, EACH).mapToObj(_ -> SlowListener.open(http.base(), STREAM, person)))
                .toList();
    }

    private int status(String person) {
        try (SlowListener listener = SlowListener.open(http.base(), STREAM, person)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                listener.read(16);
                return listener.read() >= 16;
            });
            return listener.status();
        }
    }

    private long open() {
        return http.get("/api/v1/events/streams/?page_size=1")
                .expect(200)
                .json()
                .path("count")
                .asLong();
    }

    /** Two who read as they should hear all that happens, in order and soon. */
    private void hear(int events) throws Exception {
        try (var one = EventStream.open(http, "?types=risk.created&payload=thin", "");
                var other = EventStream.open(http, "?types=risk.created", "")) {
            CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(() -> heard(one, events));
            CompletableFuture<List<String>> second = CompletableFuture.supplyAsync(() -> heard(other, events));
            List<String> made = new ArrayList<>();
            for (int n = 0; n < events; n++) {
                made.add(http.post("/api/v1/risks/", "{\"name\":\"Heard " + n + "\"}")
                        .expect(201)
                        .id());
            }
            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(made);
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(made);
        }
    }

    private static List<String> heard(EventStream stream, int events) {
        List<String> heard = new ArrayList<>();
        while (heard.size() < events) {
            var frame = stream.next().orElseThrow();
            if (frame.event().equals("risk.created")) {
                heard.add(frame.resource());
            }
        }
        return heard;
    }

    private void write(int events) {
        String operation = "{\"op\":\"create\",\"data\":{\"name\":\"Much to tell\",\"description\":\""
                + "x".repeat(6_000) + "\"}}";
        String bulk = "{\"operations\":["
                + IntStream.range(0, BULK).mapToObj(_ -> operation).collect(Collectors.joining(",")) + "]}";
        for (int written = 0; written < events; written += BULK) {
            JsonNode done = http.post("/api/v1/risks/bulk/", bulk).expect(200).json();
            assertThat(done.path("succeeded").asInt()).isEqualTo(BULK);
        }
    }

    /** What is alive in the server once all that is dead is gone. */
    private long live() throws Exception {
        Process counting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String told = new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(counting.waitFor()).as(told).isZero();
        var total = TOTAL.matcher(told);
        assertThat(total.find()).as(told).isTrue();
        return Long.parseLong(total.group(1));
    }
}
