package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that no well-behaved client sends, and that somebody types all the same. */
@ExtendWith(SharedRedoubt.class)
class OddTargetTest {

    private static final String TOLD =
            "{\"error\":\"validation_error\",\"details\":{\"non_field_errors\":[\"Malformed request.\"]}}";

    private final RunningRedoubt redoubt;

    OddTargetTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/risks/?search=100%", "/api/v1/risks/?search=a|b", "/api/v1/risks/%zz/"})
    void aTargetThatIsNoUriIsRefusedInOurOwnWords(String target) throws IOException {
        String answer =
                asked("GET " + target + " HTTP/1.1\r\nHost: x\r\nX-Request-ID: ci-1\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n" + TOLD);
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/json\r\n", "x-request-id: ci-1\r\n", "x-frame-options: deny\r\n");
    }

    @Test
    void aTargetThatIsLongerThanTheServerReadsIsRefusedInOurOwnWords() throws IOException {
        String answer = asked("GET /api/v1/risks/?search=" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 414 ")
                .endsWith("\r\n\r\n{\"error\":\"uri_too_long\",\"message\":\"Request URI is too long\"}");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/json\r\n", "x-request-id: ", "x-frame-options: deny\r\n");
    }

    @Test
    void theConnectionServesTheNextRequest() throws IOException {
        String odd = "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n";
        String last = "GET /api/v1/health/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        assertThat(asked(odd + odd + last)).endsWith("{\"status\":\"ok\"}").containsSubsequence(TOLD, TOLD);
    }

    @Test
    void theHeadOfNothingHasNoBody() throws IOException {
        assertThat(asked("HEAD /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\n");
    }

    private String asked(String requests) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", redoubt.base().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
