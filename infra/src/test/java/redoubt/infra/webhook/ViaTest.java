package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import redoubt.api.webhook.Delivery.ErrorKind;
import redoubt.model.network.Network;
import redoubt.webhook.Reach;

/** A proxy takes messages where we found that they may go, and finds nothing out by itself. */
class ViaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final Reach NEAR =
            new Reach(true, List.of(Network.of("127.0.0.1")), List.of(), "redoubt.example.org");

    @Test
    void aProxyIsAskedForTheVeryAddressThatWasJudgedAndForNoName() throws IOException {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> response.sendString(Mono.just(
                        Objects.requireNonNull(request.requestHeaders().get("host")))))
                .bindNow();
        List<String> asked = new CopyOnWriteArrayList<>();
        Names names = host -> host.equals("named.example.com")
                ? Mono.just(List.of(named(host, "127.0.0.1")))
                : Mono.error(new UnknownHostException(host));
        try (ServerSocket proxy = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                Sender through = new Sender(
                        new Guard(NEAR, names),
                        Via.of("http://ann:secret@127.0.0.1:" + proxy.getLocalPort()),
                        Clock.systemUTC())) {
            Thread.ofVirtual().start(() -> tunnel(proxy, asked));
            Sent sent = Objects.requireNonNull(
                    through.send("http://named.example.com:" + server.port() + "/", Map.of(), BODY, Lease.now())
                            .block(PATIENCE));
            assertThat(sent.status()).isEqualTo(200);
            assertThat(Sender.text(sent.body())).isEqualTo("named.example.com:" + server.port());
            assertThat(asked.getFirst()).startsWith("CONNECT 127.0.0.1:" + server.port() + " ");
            assertThat(String.join("\n", asked))
                    .doesNotContain("named.example.com")
                    .containsIgnoringCase("proxy-authorization: basic YW5uOnNlY3JldA==");
            Sent blocked = Objects.requireNonNull(through.send("http://10.0.0.1/", Map.of(), BODY, Lease.now())
                    .block(PATIENCE));
            assertThat(blocked.error()).isEqualTo(ErrorKind.BLOCKED_ADDRESS);
            assertThat(asked.stream().filter(line -> line.startsWith("CONNECT")))
                    .hasSize(1);
        } finally {
            server.disposeNow();
        }
    }

    /** An address that knows what it was called, as those have that were looked up. */
    private static InetAddress named(String host, String literal) {
        try {
            return InetAddress.getByAddress(host, InetAddress.ofLiteral(literal).getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tunnel(ServerSocket proxy, List<String> asked) {
        try (Socket from = proxy.accept()) {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                head.append((char) from.getInputStream().read());
            }
            head.toString().lines().forEach(asked::add);
            String[] target = asked.getFirst().split(" ", -1)[1].split(":", -1);
            try (Socket to = new Socket(InetAddress.ofLiteral(target[0]), Integer.parseInt(target[1]))) {
                from.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread there = Thread.ofVirtual().start(() -> pour(from, to));
                pour(to, from);
                there.interrupt();
            }
        } catch (IOException _) {
            // Whoever asked has gone.
        }
    }

    private static void pour(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // One of them has gone.
        }
    }
}
