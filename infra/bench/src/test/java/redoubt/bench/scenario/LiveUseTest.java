package redoubt.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redoubt.bench.product.Api;

class LiveUseTest {

    private static final int OTHERS = 7;

    private final CountDownLatch several = new CountDownLatch(4);
    private HttpServer server;
    private volatile int created;
    private volatile int lost;
    private volatile int lostOthers;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/folders/", exchange -> answer(exchange, 201, "{\"id\": \"f\"}"));
        server.createContext("/api/v1/risks/", this::risks);
        server.start();
    }

    private void risks(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            created++;
            several.countDown();
            answer(exchange, 201, "{\"id\": \"r\"}");
        } else {
            boolean own = exchange.getRequestURI().getQuery().contains("folder=f");
            answer(exchange, status, "{\"count\": %d}".formatted(own ? created - lost : OTHERS - lostOthers));
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whoFindsEverythingHasNothingToSay() throws InterruptedException {
        var live = work(() -> {});

        assertThat(live.faults()).isEmpty();
        assertThat(live.created()).isEqualTo(created).isGreaterThanOrEqualTo(4);
        assertThat(live.milliseconds(95)).isPositive();
    }

    @Test
    void whatWasJustWrittenIsMissed() throws InterruptedException {
        assertThat(work(() -> lost = 1).faults())
                .anySatisfy(fault -> assertThat(fault).contains("created and the list shows"));
    }

    @Test
    void whatWasThereBeforeIsMissed() throws InterruptedException {
        assertThat(work(() -> lostOthers = 1).faults())
                .anySatisfy(fault -> assertThat(fault).contains("of 7 others it shows 6"));
    }

    @Test
    void aRefusalIsNoted() throws InterruptedException {
        assertThat(work(() -> status = 503).faults())
                .anySatisfy(fault -> assertThat(fault).contains("503 instead of 200"));
    }

    /** Works for some turns, in the course of which something happens. */
    private LiveUse work(Runnable incident) throws InterruptedException {
        var live = LiveUse.begin(new Api(server.getAddress(), server.getAddress()));
        try (live) {
            incident.run();
            assertThat(several.await(10, TimeUnit.SECONDS)).isTrue();
        }
        return live;
    }
}
