package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import redoubt.api.webhook.Delivery.ErrorKind;
import redoubt.model.network.Network;
import redoubt.webhook.Reach;

/** Whatever a receiver does, an attempt ends, and it is known how. */
class SenderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger came = new AtomicInteger();
    private DisposableServer server = HttpServer.create().host("127.0.0.1").bindNow();

    @AfterEach
    void stop() {
        server.disposeNow();
    }

    @Test
    void whatIsAnsweredIsKept() {
        serve((request, response) -> request.receive().aggregate().asString().flatMap(body -> response.status(200)
                .header("X-Sign", "yes")
                .sendString(Mono.just(request.method() + " " + request.uri() + " " + body + " "
                        + request.requestHeaders().get("webhook-id") + " "
                        + request.requestHeaders().get("host")))
                .then()));
        Sent sent = send("http://127.0.0.1:" + server.port() + "/hooks?a=b");
        assertThat(sent.arrived()).isTrue();
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.headers()).containsEntry("x-sign", "yes");
        assertThat(Sender.text(sent.body())).isEqualTo("POST /hooks?a=b {} msg_1 127.0.0.1:" + server.port());
        assertThat(sent.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void whoeverNeverAnswersIsWaitedForNoLongerThanThat() {
        serve((_, _) -> Mono.never());
        Sent sent = send(url(), Duration.ofMillis(300));
        assertThat(sent.error()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(sent.took()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(5));
    }

    @Test
    void ofALongAnswerTheBeginningIsRead() {
        serve((_, response) -> response.sendString(Flux.range(0, 10_000).map(_ -> "x".repeat(1_024)))
                .then());
        Sent sent = send(url());
        assertThat(sent.arrived()).isTrue();
        assertThat(sent.body()).hasSize(4 * 1_024);
    }

    @Test
    void whoeverHangsUpHasNotTakenIt() {
        serve((request, _) -> Mono.fromRunnable(() -> request.withConnection(connection -> connection.dispose())));
        assertThat(send(url()).error()).isEqualTo(ErrorKind.CONNECT_ERROR);
    }

    @Test
    void whereNobodyListensNothingArrives() {
        String nobody = url();
        server.disposeNow();
        assertThat(send(nobody).error()).isEqualTo(ErrorKind.CONNECT_ERROR);
    }

    @Test
    void whoeverSpeaksInClearWhereNobodyShouldIsNotTalkedTo() {
        serve((_, response) -> response.status(204).send());
        Sent sent = send(url().replace("http:", "https:"));
        assertThat(sent.error()).isEqualTo(ErrorKind.TLS_ERROR);
        assertThat(came).hasValue(0);
    }

    @Test
    void whoeverCannotProveWhoTheyAreIsNotTalkedTo(@TempDir Path directory) throws Exception {
        String store = directory.resolve("keys").toString();
        String password = "changeit";
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store,
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(Path.of(store).toFile(), password.toCharArray()), password.toCharArray());
        SslContext own = SslContextBuilder.forServer(keys).build();
        server.disposeNow();
        server = HttpServer.create()
                .host("127.0.0.1")
                .secure(spec -> spec.sslContext(own))
                .handle((_, response) -> {
                    came.incrementAndGet();
                    return response.status(204).send();
                })
                .bindNow();
        assertThat(send(url().replace("http:", "https:")).error()).isEqualTo(ErrorKind.TLS_ERROR);
        assertThat(came).hasValue(0);
    }

    @Test
    void aRedirectionIsAnAnswerAndNoMore() {
        serve((_, response) -> response.sendRedirect("http://127.0.0.1:1/"));
        Sent sent = send(url());
        assertThat(sent.status()).isEqualTo(302);
        assertThat(sent.error()).isEqualTo(ErrorKind.HTTP_STATUS);
        assertThat(came).hasValue(1);
    }

    @Test
    void whoeverWantsToBeLeftAloneSaysForHowLong() {
        serve((_, response) -> response.status(503).header("Retry-After", "120").send());
        assertThat(send(url()).retryAfter()).isEqualTo(Duration.ofSeconds(120));
        serve((_, response) ->
                response.status(429).header("Retry-After", "999999").send());
        assertThat(send(url()).retryAfter()).isEqualTo(Duration.ofHours(24));
        serve((_, response) -> response.status(500).header("Retry-After", "120").send());
        assertThat(send(url()).retryAfter()).isNull();
    }

    @Test
    void whoeverDoesNotWantAMessageSaysSo() {
        serve((_, response) ->
                response.status(422).header("webhook-delivery", "abort-message").send());
        assertThat(send(url()).aborted()).isTrue();
        serve((_, response) -> response.status(410).send());
        assertThat(send(url()).gone()).isTrue();
    }

    @Test
    void aNameIsLookedUpOnceAndJudgedWhole() {
        serve((_, response) -> response.status(204).send());
        AtomicInteger looks = new AtomicInteger();
        String url = "http://moving.example.com:" + server.port() + "/";
        Names moving = _ -> Mono.fromSupplier(
                () -> List.of(InetAddress.ofLiteral(looks.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1")));
        Sent sent = send(new Guard(near(), moving), url, PATIENCE);
        assertThat(sent.arrived()).isTrue();
        assertThat(looks).hasValue(1);

        Names mixed = _ -> Mono.just(List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("10.0.0.1")));
        Sent blocked = send(new Guard(near(), mixed), url, PATIENCE);
        assertThat(blocked.error()).isEqualTo(ErrorKind.BLOCKED_ADDRESS);
        assertThat(blocked.address()).isNull();
        assertThat(blocked.took()).isZero();
        assertThat(came).hasValue(1);
    }

    @Test
    void aNameThatLeadsNowhereIsToldFromAReceiverThatIsNotThere() {
        Names none = host -> Mono.error(new UnknownHostException(host));
        assertThat(send(new Guard(near(), none), "http://nowhere.example.com/", PATIENCE)
                        .error())
                .isEqualTo(ErrorKind.DNS_ERROR);
    }

    @Test
    void aConnectionIsUsedAgainAndItsEndIsNobodysFault() {
        List<Channel> seen = new CopyOnWriteArrayList<>();
        serve((request, response) -> {
            request.withConnection(connection -> seen.add(connection.channel()));
            return response.status(204).send();
        });
        try (Sender sender = new Sender(guard(), null, Clock.systemUTC(), PATIENCE)) {
            // Whoever has an answer may ask again before the connection is free for it.
            await().atMost(PATIENCE).until(() -> {
                seen.clear();
                assertThat(send(sender, url()).arrived()).isTrue();
                assertThat(send(sender, url()).arrived()).isTrue();
                return seen.stream().distinct().count() == 1;
            });
            int before = came.get();
            for (int n = 0; n < 20; n++) {
                seen.getLast().close();
                assertThat(send(sender, url()).arrived()).isTrue();
            }
            assertThat(came).hasValue(before + 20);
        }
    }

    @Test
    void whatWasNotBegunInTimeIsLeftToOthers() {
        serve((_, response) -> response.status(204).send());
        Lease over = new Lease(System.nanoTime() - Lease.WHOLE.toNanos());
        try (Sender sender = new Sender(guard(), null, Clock.systemUTC())) {
            assertThat(sender.send(url(), Map.of(), BODY, over).block(PATIENCE)).isNull();
        }
        assertThat(came).hasValue(0);
    }

    private static Reach near() {
        return new Reach(true, List.of(Network.of("127.0.0.1")), List.of(), "redoubt.example.org");
    }

    private String url() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    private void serve(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        server.disposeNow();
        server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> {
                    came.incrementAndGet();
                    return answer.apply(request, response);
                })
                .bindNow();
    }

    private static Sent send(String url) {
        return send(url, PATIENCE);
    }

    private static Sent send(String url, Duration patience) {
        return send(guard(), url, patience);
    }

    private static Guard guard() {
        return new Guard(near(), host -> Mono.error(new UnknownHostException(host)));
    }

    private static Sent send(Guard guard, String url, Duration patience) {
        try (Sender sender = new Sender(guard, null, Clock.systemUTC(), patience)) {
            return send(sender, url);
        }
    }

    private static Sent send(Sender sender, String url) {
        return Objects.requireNonNull(sender.send(url, Map.of("webhook-id", "msg_1"), BODY, Lease.now())
                .block(PATIENCE));
    }
}
