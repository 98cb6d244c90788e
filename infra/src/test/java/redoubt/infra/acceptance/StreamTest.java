package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Whoever listens hears everything, once and in order, however often the line breaks. */
@ExtendWith(SharedRedoubt.class)
class StreamTest {

    private static final int EVENTS = 20_000;
    private static final int BULK = 100;
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Http http;

    StreamTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void aListenerHearsWhatHappensAsItHappens() {
        try (var stream = EventStream.open(http, "?types=risk.*", "")) {
            var ready = stream.next().orElseThrow();
            assertThat(ready.event()).isEqualTo("stream.ready");
            assertThat(ready.id()).isEqualTo(ready.data().path("after").asString());
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.caught_up");

            Reply created = http.with("X-Request-ID", "heard-1")
                    .post("/api/v1/risks/", "{\"name\":\"Heard\"}")
                    .expect(201);
            var heard = stream.next().orElseThrow();

            assertThat(heard.event()).isEqualTo("risk.created");
            assertThat(heard.id()).isEqualTo(created.header("X-Redoubt-Position"));
            assertThat(heard.data().path("data").path("name").asString()).isEqualTo("Heard");
            assertThat(heard.data().path("correlation_id").asString()).isEqualTo("heard-1");
            assertThat(heard.resource()).isEqualTo(created.id());
        }
    }

    @Test
    void aStreamIsNeverCompressed() {
        try (var stream = EventStream.open(http.with("Accept-Encoding", "gzip, br, zstd"), "", "")) {
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
        }
    }

    @Test
    void aListenerHearsNothingItDidNotAskFor() {
        try (var stream = EventStream.open(http, "?types=folder.*", "")) {
            stream.next().orElseThrow();
            stream.next().orElseThrow();
            http.post("/api/v1/risks/", "{\"name\":\"Not heard\"}").expect(201);
            String folder = http.post("/api/v1/folders/", "{\"name\":\"Heard " + UUID.randomUUID() + "\"}")
                    .expect(201)
                    .id();

            assertThat(stream.next().orElseThrow().resource()).isEqualTo(folder);
        }
    }

    @Test
    void aPositionThatCannotBeIsRefused() {
        for (String position : List.of("nonsense", "-1", "1.5", "999999999999")) {
            assertThat(http.with("Last-Event-ID", position)
                            .get("/api/v1/events/stream")
                            .expect(400)
                            .complaints("last_event_id"))
                    .as(position)
                    .isNotEmpty();
        }
        http.get("/api/v1/events/stream?types=nonsense").expect(400);
        http.anonymous().get("/api/v1/events/stream").expect(401);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void t13TwentyThousandEventsAreHeardOnceAndInOrderThoughTheLineBreaksFiveTimesASecond() throws Exception {
        long start = http.get("/api/v1/events/?limit=1")
                .expect(200)
                .json()
                .path("head")
                .asLong();
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(this::write);
        List<Long> heard = new ArrayList<>();
        String last = Long.toString(start);
        long end = Long.MAX_VALUE;
        int lines = 0;
        while (Long.parseLong(last) < end) {
            try (var stream = EventStream.open(http, "", last)) {
                lines++;
                var cut = CompletableFuture.runAsync(
                        stream::close,
                        CompletableFuture.delayedExecutor(
                                ThreadLocalRandom.current().nextLong(20, SHORT.toMillis()), TimeUnit.MILLISECONDS));
                for (var frame = stream.next(); frame.isPresent(); frame = stream.next()) {
                    if (!frame.get().event().startsWith("stream.")) {
                        heard.add(Long.parseLong(frame.get().id()));
                    }
                }
                last = stream.lastId();
                cut.join();
            }
            if (writing.isDone() && end == Long.MAX_VALUE) {
                end = http.get("/api/v1/events/?limit=1").json().path("head").asLong();
            }
        }

        assertThat(writing.join()).isEqualTo(EVENTS);
        assertThat(lines).as("broken lines").isGreaterThan(20);
        // The node itself may write of the log a moment after everybody is done: that is behind what is waited for.
        assertThat(heard).isEqualTo(log(start, Long.parseLong(last)));
        assertThat(heard).hasSizeGreaterThanOrEqualTo(EVENTS);
    }

    private int write() {
        String operation = "{\"op\":\"create\",\"data\":{\"name\":\"Written while somebody listens\"}}";
        String bulk = "{\"operations\":["
                + IntStream.range(0, BULK).mapToObj(_ -> operation).collect(Collectors.joining(",")) + "]}";
        int written = 0;
        while (written < EVENTS) {
            written += http.post("/api/v1/risks/bulk/", bulk)
                    .expect(200)
                    .json()
                    .path("succeeded")
                    .asInt();
        }
        return written;
    }

    /** The positions after one up to another, as the log tells them page by page. */
    private List<Long> log(long start, long until) {
        List<Long> positions = new ArrayList<>();
        long after = start;
        JsonNode page = http.get("/api/v1/events/?limit=500&payload=none&after=" + after)
                .expect(200)
                .json();
        while (page.path("results").size() > 0) {
            page.path("results")
                    .forEach(event -> positions.add(event.path("position").asLong()));
            after = page.path("next_after").asLong();
            page = http.get("/api/v1/events/?limit=500&payload=none&after=" + after)
                    .expect(200)
                    .json();
        }
        positions.removeIf(position -> position > until);
        return positions;
    }
}
