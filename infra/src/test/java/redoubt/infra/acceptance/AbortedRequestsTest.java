package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.ResourceLeakDetector;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients hang up; that costs nobody else anything. */
@ExtendWith(OutputCaptureExtension.class)
class AbortedRequestsTest {

    private static final List<String> REQUESTS = List.of(
            "GET /api/v1/risks/?search=data&ordering=-severity HTTP/1.1\r\n\r\n",
            "GET /api/v1/risks/summary/ HTTP/1.1\r\n\r\n",
            "GET /api/v1/events/stream?from=earliest HTTP/1.1\r\n\r\n",
            "GET /api/v1/events/?wait=5&after=999999 HTTP/1.1\r\n\r\n",
            "POST /api/v1/risks/ HTTP/1.1\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: 16\r\n\r\n"
                    + "{\"name\":\"Half\"}\n",
            "POST /api/v1/risks/ HTTP/1.1\r\n"
                    + "Content-Type: application/json\r\n"
                    + "Content-Length: 500\r\n\r\n"
                    + "{\"name\":\"H");

    @Test
    void requestsThatAreHungUpLeaveNoConnectionAndNoComplaintBehind(CapturedOutput said) throws Exception {
        var watched = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        try (var redoubt = RunningRedoubt.start("--redoubt.pool.size=4")) {
            var pools = List.of(metrics(redoubt, "pool"), metrics(redoubt, "questions"));
            // What the start began may still be ending.
            awaitRest(pools);
            for (int round = 0; round < 600; round++) {
                hangUp(redoubt, REQUESTS.get(round % REQUESTS.size()));
            }

            awaitRest(pools);
            for (int again = 0; again < 20; again++) {
                redoubt.http().get("/api/v1/risks/?ordering=-severity").expect(200);
                redoubt.http().post("/api/v1/risks/", "{\"name\":\"Whole\"}").expect(201);
            }
            // A buffer that was lost is noticed when the next one is made after it was collected.
            for (int collection = 0; collection < 3; collection++) {
                System.gc();
                redoubt.http().get("/api/v1/risks/").expect(200);
            }
        } finally {
            ResourceLeakDetector.setLevel(watched);
        }
        assertThat(said).as("what is told of requests").doesNotContain("Rendering", "LEAK");
    }

    private static PoolMetrics metrics(RunningRedoubt redoubt, String pool) {
        return redoubt.part(pool, ConnectionPool.class).getMetrics().orElseThrow();
    }

    /** Nobody keeps a connection of the pools, and nobody waits for one. */
    private static void awaitRest(List<PoolMetrics> pools) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(pools).allSatisfy(pool -> {
                    assertThat(pool.acquiredSize()).as("connections in use").isZero();
                    assertThat(pool.pendingAcquireSize()).as("waiting for one").isZero();
                }));
    }

    private static void hangUp(RunningRedoubt redoubt, String request) throws IOException, InterruptedException {
        try (var socket = new Socket("127.0.0.1", redoubt.base().getPort())) {
            // A reset, as when a client is killed.
            socket.setSoLinger(true, 0);
            String head = request.replaceFirst(
                    "\r\n", "\r\nHost: x\r\nAuthorization: Token " + RunningRedoubt.TOKEN + "\r\n");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Thread.sleep(ThreadLocalRandom.current().nextInt(6));
        }
    }
}
