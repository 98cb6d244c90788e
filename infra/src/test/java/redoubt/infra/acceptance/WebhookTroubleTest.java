package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.acceptance.Receiver.Answer;
import redoubt.infra.acceptance.Receiver.Got;
import tools.jackson.databind.JsonNode;

/** Receivers that hang, refuse, hang up, talk without end or send others elsewhere are their owners' trouble and nobody else's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
class WebhookTroubleTest {

    private static final int EVENTS = 20;
    private static final int MEGABYTES = 10;
    private static final String SHORT = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final WebhookStage stage = new WebhookStage();
    private final Http http = stage.redoubt().http();
    private final List<Rude> rude = new ArrayList<>();

    @AfterAll
    void stop() {
        rude.forEach(Rude::close);
        stage.close();
    }

    /** What somebody does with a connection on which a request has come. */
    private interface Manner {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    /** A receiver with manners of its own. */
    private static final class Rude implements AutoCloseable {

        private final ServerSocket door;
        private final AtomicInteger came = new AtomicInteger();

        Rude(Manner manner) {
            try {
                door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            Thread.ofVirtual().start(() -> {
                while (!door.isClosed()) {
                    try {
                        Socket socket = door.accept();
                        came.incrementAndGet();
                        threads.execute(() -> serve(manner, socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private static void serve(Manner manner, Socket socket) {
            try (socket) {
                read(socket.getInputStream());
                manner.serve(socket);
            } catch (IOException | InterruptedException _) {
                // The other side does not wait for ever.
            }
        }

        private static void read(InputStream in) throws IOException {
            var head = new StringBuilder();
            while (!head.toString().endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("Nobody asks for anything");
                }
                head.append((char) next);
            }
            String length = head.toString().replaceFirst("(?si).*\\r\\ncontent-length: (\\d+).*", "$1");
            in.readNBytes(Integer.parseInt(length));
        }

        String url() {
            return "http://127.0.0.1:" + door.getLocalPort() + "/";
        }

        @Override
        public void close() {
            try {
                door.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static byte[] bomb() {
        try (var packed = new ByteArrayOutputStream();
                var zip = new GZIPOutputStream(packed)) {
            zip.write(new byte[MEGABYTES * 1024 * 1024]);
            zip.finish();
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String rude(Manner manner) {
        Rude one = new Rude(manner);
        rude.add(one);
        return one.url();
    }

    private Reply hook(String name, String url) {
        return http.post(
                        WebhookStage.HOOKS,
                        "{\"name\":\"" + name + "\",\"url\":\"" + url + "\",\"event_types\":[\"risk.created\"],"
                                + "\"rate_per_second\":100,\"max_in_flight\":2}")
                .expect(201);
    }

    @Test
    void whoeverIsWellIsToldAtOnceWhateverTheOthersDo() {
        byte[] bomb = bomb();
        Receiver decoy = stage.receiver();
        Rude elsewhere = new Rude(socket -> say(socket, SHORT));
        rude.add(elsewhere);
        Map<String, Reply> hooks = new LinkedHashMap<>();
        hooks.put("hangs", hook("hangs", rude(_ -> Thread.sleep(Duration.ofSeconds(30)))));
        hooks.put("500", hook("500", rude(socket -> say(socket, SHORT.replace("200 OK", "500 No")))));
        hooks.put("410", hook("410", rude(socket -> say(socket, SHORT.replace("200 OK", "410 Gone")))));
        hooks.put("hangs up", hook("hangs up", rude(socket -> socket.setOption(StandardSocketOptions.SO_LINGER, 0))));
        hooks.put(
                "sends elsewhere",
                hook(
                        "sends elsewhere",
                        rude(socket -> say(
                                socket,
                                "HTTP/1.1 301 Moved\r\nLocation: " + elsewhere.url()
                                        + "\r\nContent-Length: 0\r\n\r\n"))));
        hooks.put("talks", hook("talks", rude(socket -> {
            say(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + MEGABYTES * 1024 * 1024 + "\r\n\r\n");
            for (int kilobyte = 0; kilobyte < MEGABYTES * 1024; kilobyte++) {
                say(socket, "x".repeat(1024));
            }
        })));
        hooks.put("bombs", hook("bombs", rude(socket -> {
            say(socket, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            socket.getOutputStream().write(bomb);
        })));
        hook("well", decoy.url());
        decoy.answering(_ -> Answer.of(204));

        Map<String, Instant> written = new LinkedHashMap<>();
        int before = decoy.got().size();
        for (int n = 0; n < EVENTS; n++) {
            written.put(stage.risk("Trouble " + n), Instant.now());
        }
        await().atMost(WebhookStage.SOON).until(() -> decoy.got().size() >= before + EVENTS);
        assertThat(decoy.got().stream().skip(before).map(WebhookTroubleTest::resource))
                .containsExactlyInAnyOrderElementsOf(written.keySet());
        Instant last = written.values().stream().max(Instant::compareTo).orElseThrow();
        assertThat(Duration.between(last, Instant.now())).isLessThan(Duration.ofSeconds(5));

        assertThat(first(hooks, "500")).isEqualTo("500 http_status");
        assertThat(first(hooks, "410")).isEqualTo("410 http_status");
        assertThat(first(hooks, "hangs up")).isEqualTo(" connect_error");
        assertThat(first(hooks, "sends elsewhere")).isEqualTo("301 http_status");
        assertThat(first(hooks, "talks")).isEqualTo("200 ");
        assertThat(first(hooks, "bombs")).isEqualTo("200 ");
        assertThat(first(hooks, "hangs")).isEqualTo(" timeout");
        assertThat(elsewhere.came).hasValue(0);
        await().atMost(WebhookStage.SOON).untilAsserted(() -> assertThat(
                        http.get(WebhookStage.HOOKS + hooks.get("410").id() + "/")
                                .text("disabled_reason"))
                .isEqualTo("gone"));
        String everything = Dump.of(stage.redoubt().database());
        hooks.values().forEach(hook -> assertThat(everything)
                .doesNotContain(hook.text("secret").substring(6, 40)));
    }

    @Test
    void whoeverMovedDoesNotWaitForWhoIsDeafWhereTheyWere() {
        Rude deaf = new Rude(_ -> Thread.sleep(Duration.ofSeconds(30)));
        Rude moved = new Rude(socket -> say(socket, SHORT));
        rude.addAll(List.of(deaf, moved));
        Reply hook = hook("moves", deaf.url());
        stage.risk("Told where nobody listens");
        stage.risk("Told there as well");
        await().atMost(WebhookStage.SOON).until(() -> deaf.came.get() > 0);

        http.patch(WebhookStage.HOOKS + hook.id() + "/", "{\"url\":\"" + moved.url() + "\"}")
                .expect(200);
        stage.risk("Told where somebody does");

        await().atMost(Duration.ofSeconds(5)).until(() -> moved.came.get() > 0);
    }

    @Test
    void whatWaitedWhenSomebodyWasStoppedIsNotSentWhenTheyBeginAgain() {
        Rude deaf = new Rude(_ -> Thread.sleep(Duration.ofSeconds(30)));
        Rude moved = new Rude(socket -> say(socket, SHORT));
        rude.addAll(List.of(deaf, moved));
        String path = WebhookStage.HOOKS + hook("stops", deaf.url()).id() + "/";
        String waiting = stage.risk("Told where nobody listens");
        await().atMost(WebhookStage.SOON).until(() -> deaf.came.get() > 0);

        http.patch(path, "{\"is_active\":false}").expect(200);
        http.patch(path, "{\"is_active\":true,\"url\":\"" + moved.url() + "\"}").expect(200);
        stage.risk("Told where somebody does");

        await().atMost(WebhookStage.SOON)
                .untilAsserted(() -> assertThat(http.get(path + "deliveries/?resource_id=" + waiting).results().stream()
                                .map(each -> each.path("state").asString()))
                        .containsExactly("cancelled"));
        assertThat(moved.came).hasValue(1);
    }

    private static String resource(Got got) {
        return got.json().path("resource").path("id").asString();
    }

    /** What came of the first attempt of the first delivery that had one. */
    private String first(Map<String, Reply> hooks, String name) {
        String path = WebhookStage.HOOKS + hooks.get(name).id() + "/deliveries/";
        List<JsonNode> attempts = new ArrayList<>();
        await(name).atMost(WebhookStage.SOON).until(() -> {
            for (String id : http.get(path + "?ordering=created_at&page_size=5").ids()) {
                http.get(path + id + "/").json().path("attempts").forEach(attempts::add);
            }
            return !attempts.isEmpty();
        });
        JsonNode attempt = attempts.getFirst();
        assertThat(attempt.path("response_body").asString("").length()).isLessThanOrEqualTo(4 * 1024);
        return attempt.path("status").asString("") + " "
                + attempt.path("error_kind").asString("");
    }
}
