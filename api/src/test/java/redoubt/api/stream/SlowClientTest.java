package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import redoubt.api.http.Sending;
import redoubt.api.http.Streamed;
import redoubt.query.feed.ChangeFeed.Filter;

/** A real server, a real connection, an endless log, and a client that cannot keep up. */
class SlowClientTest {

    private static final String DATA = "x".repeat(4_000);

    private final AtomicLong told = new AtomicLong();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new ReactorHttpHandlerAdapter(
                    WebHttpHandlerBuilder.webHandler(this::answer).build()))
            .bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    private Mono<Void> answer(ServerWebExchange exchange) {
        Terms terms = new Terms(
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                1,
                1,
                1_000_000);
        Span span = new Span(0, Long.MAX_VALUE, Long.MAX_VALUE);
        Flux<Told> endless = Flux.generate(sink -> sink.next(told()));
        Flux<byte[]> chunks = new Flux<byte[]>() {
            @Override
            public void subscribe(CoreSubscriber<? super byte[]> reader) {
                Script script = new Script(span);
                script.open(
                        Frames.retry(3_000), Frames.ready(span, 1, new Selection(Filter.ALL, Payload.FULL, Map.of())));
                SocketOutlet socket = SocketOutlet.of(exchange);
                Outlet outlet = new Outlet() {
                    @Override
                    public long pending() {
                        return socket.pending();
                    }

                    @Override
                    public void hangUp() {
                        hungUp.incrementAndGet();
                        socket.hangUp();
                    }
                };
                Line line = new Line(
                        reader, script, terms, outlet, Schedulers.parallel(), Clock.systemUTC(), Long.MAX_VALUE / 2);
                line.open(endless.subscribeOn(Schedulers.boundedElastic()), Flux.never());
            }
        }.doFinally(_ -> ended.complete(null));
        return Sending.send(exchange, new Streamed(Map.of("Content-Type", "text/event-stream"), chunks));
    }

    private Told told() {
        long position = told.incrementAndGet();
        byte[] json = ("{\"position\":" + position + ",\"data\":\"" + DATA + "\"}").getBytes(StandardCharsets.UTF_8);
        return new Told(position, Frames.event(position, "risk.updated", json));
    }

    @Test
    void aClientThatReadsNothingHoldsUpTheLogAndIsLeftInTheEnd() throws Exception {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isPositive();
            TimeUnit.MILLISECONDS.sleep(700);
            long held = told.get();
            TimeUnit.MILLISECONDS.sleep(700);
            assertThat(told.get())
                    .as("events read for a client that reads none")
                    .isEqualTo(held);
            ended.get(10, TimeUnit.SECONDS);
            assertThat(hungUp).hasValue(1);
        }
    }

    @Test
    void aClientThatReadsSlowlyMissesNothingAndIsNotLeft() throws Exception {
        try (Socket client = connect()) {
            InputStream in = client.getInputStream();
            StringBuilder heard = new StringBuilder();
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
            long most = 0;
            while (System.nanoTime() < until) {
                byte[] some = new byte[32 * 1024];
                int read = in.read(some);
                assertThat(read).isPositive();
                heard.append(new String(some, 0, read, StandardCharsets.US_ASCII));
                most = Math.max(most, told.get() - lastId(heard));
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(hungUp).hasValue(0);
            long last = lastId(heard);
            assertThat(last).isGreaterThan(100);
            for (long position = 1; position <= last; position++) {
                assertThat(heard.indexOf("\nid: " + position + "\n")).isPositive();
            }
            // The rest is in buffers of the operating system, which the test keeps small, or waits to be written.
            assertThat(most * DATA.length()).isLessThan(8 << 20);
        }
        ended.get(10, TimeUnit.SECONDS);
    }

    private Socket connect() throws Exception {
        Socket client = new Socket();
        // Smaller than this, the window is below a segment of the loopback, and the kernel hardly sends at all.
        client.setReceiveBufferSize(256 * 1024);
        client.connect(new InetSocketAddress("127.0.0.1", server.port()));
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static long lastId(StringBuilder heard) {
        int end = heard.lastIndexOf("\nevent: risk.updated");
        int start = heard.lastIndexOf("\nid: ", end);
        return end < 0 ? 0 : Long.parseLong(heard.substring(start + 5, end));
    }
}
