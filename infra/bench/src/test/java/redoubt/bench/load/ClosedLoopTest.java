package redoubt.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    private static final Duration BRIEFLY = Duration.ofMillis(300);
    private static final Requests POSTS = Requests.always(HttpText.post("/risks/", "token", "{\"name\": \"Ü\"}"));

    private final Set<UUID> given = ConcurrentHashMap.newKeySet();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger mostTogether = new AtomicInteger();
    private final List<String> ifMatch = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/risks/", exchange -> {
            mostTogether.accumulateAndGet(together.incrementAndGet(), Math::max);
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var id = UUID.randomUUID();
            given.add(id);
            served.incrementAndGet();
            var body = ("{\"id\":\"" + id + "\",\"sent\":" + sent + "}").getBytes(StandardCharsets.UTF_8);
            together.decrementAndGet();
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/tagged/", exchange -> {
            ifMatch.add(String.valueOf(exchange.getRequestHeaders().getFirst("If-Match")));
            exchange.getResponseHeaders().set("ETag", "\"" + ifMatch.size() + "-x\"");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/nothing", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyAnswerIsCountedAndItsIdentifierIsKept() {
        var run = ClosedLoop.run(server.getAddress(), POSTS, 4, BRIEFLY);

        assertThat(run.allWere(201)).isTrue();
        assertThat(run.statuses()).containsEntry(201, served.longValue());
        assertThat(run.identifiers()).hasSize(served.get()).containsExactlyInAnyOrderElementsOf(given);
        assertThat(run.completed()).isPositive().isLessThanOrEqualTo(served.get());
        assertThat(run.latency().getTotalCount()).isEqualTo(run.completed());
        assertThat(run.longestBody()).isEqualTo(run.shortestBody()).isPositive();
    }

    @Test
    void noMoreRequestsAreUnderWayThanThereAreConnections() {
        ClosedLoop.run(server.getAddress(), POSTS, 3, BRIEFLY);

        assertThat(mostTogether.get()).isBetween(1, 3);
    }

    @Test
    void eachRequestMayFollowFromTheAnswerBeforeIt() {
        var heard = new ArrayList<Integer>();

        var run = ClosedLoop.converse(server.getAddress(), () -> new Following(heard), 1, BRIEFLY.multipliedBy(3));

        assertThat(ifMatch)
                .hasSizeGreaterThan(1)
                .isEqualTo(IntStream.range(0, ifMatch.size())
                        .mapToObj(i -> i == 0 ? "\"0\"" : "\"" + i + "-x\"")
                        .toList());
        assertThat(heard).hasSize(ifMatch.size()).containsOnly(200);
        assertThat(run.completed()).isBetween(heard.size() - 1L, (long) heard.size());
    }

    /** Sends the entity tag that it got last. */
    private static final class Following implements Requests {

        private final List<Integer> heard;
        private String last = "\"0\"";

        Following(List<Integer> heard) {
            this.heard = heard;
        }

        @Override
        public ByteBuffer next() {
            return ByteBuffer.wrap(HttpText.patch("/tagged/", "token", last, "{}"));
        }

        @Override
        public void answered(Response response, long microseconds, boolean inTime) {
            heard.add(response.status());
            last = response.entityTag();
        }
    }

    @Test
    void anotherStatusIsSeen() {
        var missing = Requests.always(HttpText.get("/nothing", "token"));

        var run = ClosedLoop.run(server.getAddress(), missing, 1, BRIEFLY);

        assertThat(run.allWere(201)).isFalse();
        assertThat(run.statuses()).containsOnlyKeys(404);
        assertThat(run.identifiers()).isEmpty();
    }

    @Test
    void aServerThatIsGoneEndsTheRun() {
        server.stop(0);

        assertThatThrownBy(() -> ClosedLoop.run(server.getAddress(), POSTS, 1, BRIEFLY))
                .isInstanceOf(UncheckedIOException.class);
    }
}
