package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connection serves one request after the other, however early they come. */
@ExtendWith(SharedRedoubt.class)
class KeptConnectionTest {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
    private static final int ROUNDS = 50;

    private final RunningRedoubt redoubt;

    KeptConnectionTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void aRequestThatComesBeforeTheLastAnswerIsNotTheEndOfTheConnection() throws IOException {
        try (var socket = new Socket("127.0.0.1", redoubt.base().getPort())) {
            socket.setSoTimeout(10_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int round = 0; round < ROUNDS; round++) {
                // One that has to ask the database, and behind it one that is refused on the spot.
                send(socket, request(RunningRedoubt.TOKEN) + request("no token"));
                assertThat(status(in)).isEqualTo(200);
                assertThat(status(in)).isEqualTo(401);
                send(socket, request(RunningRedoubt.TOKEN));
                assertThat(status(in)).isEqualTo(200);
            }
        }
    }

    private static String request(String token) {
        return "GET /api/v1/risks/?page_size=1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Token " + token
                + "\r\n\r\n";
    }

    private static void send(Socket socket, String requests) throws IOException {
        socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads one whole answer and tells its status. */
    private static int status(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int letter = in.read();
            if (letter < 0) {
                throw new EOFException("Closed after: " + head);
            }
            head.append((char) letter);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.skipNBytes(Integer.parseInt(length.group(1)));
        return Integer.parseInt(head.substring(9, 12));
    }
}
