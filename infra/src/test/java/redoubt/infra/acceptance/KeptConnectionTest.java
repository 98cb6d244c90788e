package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection serves one request after the other, however quick the client is. */
@ExtendWith(SharedRedoubt.class)
class KeptConnectionTest {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final RunningRedoubt redoubt;

    KeptConnectionTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void aRequestThatComesBeforeTheLastAnswerIsNotTheEndOfTheConnection() throws IOException {
        try (var socket = new Socket("127.0.0.1", redoubt.base().getPort())) {
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int round = 0; round < 50; round++) {
                // One that takes a while, and behind it one that is refused on the spot.
                send(socket, request("/api/v1/risks/?page_size=1", RunningRedoubt.TOKEN) + request("/api/v1/risks/", "no"));
                assertThat(status(in)).isEqualTo(200);
                assertThat(status(in)).isEqualTo(401);
                send(socket, request("/api/v1/risks/?page_size=1", RunningRedoubt.TOKEN));
                assertThat(status(in)).isEqualTo(200);
            }
        }
    }

    private static String request(String path, String token) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token " + token + "\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Reads one whole answer and tells its status. */
    private static int status(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int letter = in.read();
            if (letter < 0) {
                throw new IOException("Closed after: " + head);
            }
            head.append((char) letter);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.readNBytes(Integer.parseInt(length.group(1)));
        return Integer.parseInt(head.substring(9, 12));
    }
}
