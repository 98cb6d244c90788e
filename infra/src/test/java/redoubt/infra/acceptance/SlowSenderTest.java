package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Senders that take their time hold nobody up, and are not waited for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SlowSenderTest {

    private static final String TOLD = "{\"error\":\"request_timeout\",\"message\":\"Request was sent too slowly\"}";
    private static final String HEAD = "POST /api/v1/risks/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token "
            + RunningRedoubt.TOKEN + "\r\nContent-Type: application/json\r\n";

    private final RunningRedoubt redoubt = RunningRedoubt.start(
            "--redoubt.patience.idle=4s",
            "--redoubt.patience.head=2s",
            "--redoubt.patience.body=2s",
            "--redoubt.patience.pace=1000");

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void aHeadThatComesByteByByteIsGivenUpWhileOthersAreServed() throws IOException {
        Instant begun = Instant.now();
        String answer = dripping("GET /api/v1/risks/ HTTP/1.1\r\nX-Endless: " + "a".repeat(1_000));
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
        assertThat(answer).startsWith("HTTP/1.1 408 ").endsWith("\r\n\r\n" + TOLD);
    }

    @Test
    void aBodyThatComesByteByByteIsGivenUpWhileOthersAreServed() throws IOException {
        Instant begun = Instant.now();
        String answer = dripping(HEAD + "Content-Length: 5000\r\n\r\n", " ".repeat(5_000));
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
        assertThat(answer).startsWith("HTTP/1.1 408 ").endsWith("\r\n\r\n" + TOLD);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close\r\n", "x-ratelimit-limit: ");
    }

    @Test
    void aBodyThatIsAnnouncedAndNeverComesIsGivenUp() throws IOException {
        try (Socket socket = open()) {
            write(socket, HEAD + "Content-Length: 5000\r\n\r\n{");
            assertThat(rest(socket)).startsWith("HTTP/1.1 408 ").endsWith(TOLD);
        }
    }

    @Test
    void theRestOfABodyThatIsAnsweredAlreadyIsNotWaitedForLong() throws IOException {
        Instant begun = Instant.now();
        // Nobody reads the body of a question.
        String answer =
                dripping("GET /api/v1/health/ HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n", " ".repeat(5_000));
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aConnectionThatAsksForNothingIsClosed() throws IOException {
        try (Socket socket = open()) {
            Instant begun = Instant.now();
            assertThat(rest(socket)).isEmpty();
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        }
    }

    @Test
    void whoSendsAtAnOrdinaryPaceIsReadToTheEnd() throws IOException, InterruptedException {
        try (Socket socket = open()) {
            String body = "{\"name\":\"Slow\",\"description\":\"" + "a".repeat(8_000) + "\"}";
            write(socket, HEAD + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n");
            for (int at = 0; at < body.length(); at += 1_000) {
                write(socket, body.substring(at, Math.min(body.length(), at + 1_000)));
                Thread.sleep(400);
            }
            assertThat(rest(socket)).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void headersThatAreLargerThanIsReadAreRefusedInOurOwnWords() throws IOException {
        try (Socket socket = open()) {
            write(socket, "GET /api/v1/risks/ HTTP/1.1\r\nHost: x\r\nX-Large: " + "a".repeat(20_000) + "\r\n\r\n");
            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 431 ")
                    .endsWith("{\"error\":\"headers_too_large\",\"message\":\"Request headers are too large\"}");
        }
    }

    @Test
    void whatIsNoHttpAtAllIsRefusedInOurOwnWords() throws IOException {
        try (Socket socket = open()) {
            write(socket, "HELLO\r\n\r\n");
            assertThat(rest(socket)).startsWith("HTTP/1.1 400 ").contains("\"error\":\"validation_error\"");
        }
    }

    /** Sends the first part at once and the second a byte every fifth of a second, until the other side has had enough. */
    private String dripping(String slowly) throws IOException {
        return dripping("", slowly);
    }

    private String dripping(String atOnce, String slowly) throws IOException {
        Http others = redoubt.http();
        try (Socket socket = open()) {
            write(socket, atOnce);
            var answer = java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                try {
                    return rest(socket);
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            for (int at = 0; at < slowly.length() && !answer.isDone(); at++) {
                try {
                    write(socket, slowly.substring(at, at + 1));
                } catch (SocketException closed) {
                    break;
                }
                others.get("/api/v1/risks/?page_size=1").expect(200);
                pause();
            }
            return answer.join();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", redoubt.base().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Everything that is still to come, until the other side closes; a reset after that is none of our business. */
    private static String rest(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
            }
        } catch (SocketException reset) {
            if (text.isEmpty()) {
                throw reset;
            }
        }
        return text.toString();
    }
}
