package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** What is checked before anything is done, in which order, and how it is refused. */
class ChecksTest {

    private static final String UNAUTHENTICATED =
            "{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}";
    private static final String NOT_FOUND = "{\"error\":\"not_found\",\"message\":\"Resource not found\"}";

    private static Running running;

    @BeforeAll
    static void start() {
        running = new Running();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void anAddressThatIsTooLongIsRefusedBeforeAnythingElse() {
        Told told =
                running.ask("GET", "/nowhere?q=" + "x".repeat(8_200)).as(null).send();
        assertThat(told.status()).isEqualTo(414);
        assertThat(told.text()).isEqualTo("{\"error\":\"uri_too_long\",\"message\":\"Request URI is too long\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/",
                "/api/v1/riscs/",
                "/api/v1//risks/",
                "/api/v1/risks;a=b/",
                "/api/v1/risks/x/y/z/"
            })
    void whatDoesNotExistIsNotFoundWhoeverAsks(String path) {
        Told told = running.ask("DELETE", path).as(null).send();
        assertThat(told.status()).isEqualTo(404);
        assertThat(told.text()).isEqualTo(NOT_FOUND);
        assertThat(told.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aMethodThatIsNotOfferedIsRefusedBeforeTheCredential() {
        Told told = running.ask("PATCH", "/api/v1/risks").as(null).send();
        assertThat(told.status()).isEqualTo(405);
        assertThat(told.header("Allow")).isEqualTo("GET, POST");
        assertThat(told.text())
                .isEqualTo("{\"error\":\"method_not_allowed\",\"message\":\"Method not"
                        + " allowed\",\"allowed\":[\"GET\",\"POST\"]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Token", "Token  ", "Bearer " + House.TOKEN, "Token pst_wrong", "Token " + House.TOKEN + " x"
            })
    void oneBodyForEveryCredentialThatIsNone(String credential) {
        Told told = running.ask("POST", "/api/v1/risks/")
                .as(credential.isEmpty() ? null : credential)
                .header("Accept", "text/html")
                .body("text/plain", "x".getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(told.status()).isEqualTo(401);
        assertThat(told.text()).isEqualTo(UNAUTHENTICATED);
        assertThat(told.header("WWW-Authenticate")).isEqualTo("Token realm=\"redoubt\"");
        assertThat(told.header("X-Request-ID")).isNotNull();
    }

    @Test
    void theSchemeIsReadInAnyLetterCaseWithAnyNumberOfSpaces() {
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .as("tOkEn   " + House.TOKEN)
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(running.house.uses).contains(House.TOKEN_ID);
    }

    @Test
    void onlyJsonIsAvailable() {
        Told told = running.ask("POST", "/api/v1/risks/")
                .header("Accept", "text/html, application/json;q=0")
                .body("text/plain", "x".getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(told.status()).isEqualTo(406);
        assertThat(told.text())
                .isEqualTo("{\"error\":\"not_acceptable\",\"message\":\"Only application/json is available\"}");
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("Accept", "application/*")
                        .send()
                        .status())
                .isEqualTo(200);
        assertThat(running.ask("GET", "/api/v1/risks/")
                        .header("Accept", "nonsense")
                        .send()
                        .status())
                .isEqualTo(406);
    }

    @Test
    void theNarrowestRangeSaysWhatIsAccepted() {
        assertThat(accepting("application/json;q=0, */*")).isEqualTo(406);
        assertThat(accepting("*/*, application/*;q=0")).isEqualTo(406);
        assertThat(accepting("*/*;q=0, application/json;q=0.1")).isEqualTo(200);
        assertThat(accepting("text/html, */*;q=0.1")).isEqualTo(200);
    }

    private static int accepting(String ranges) {
        return running.ask("GET", "/api/v1/risks/")
                .header("Accept", ranges)
                .send()
                .status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/json;charset=latin1", "application/merge-patch+json", "nonsense", ""})
    void otherMediaTypesAreNotRead(String type) {
        Told told = running.ask("POST", "/api/v1/risks/")
                .body(type.isEmpty() ? null : type, "{".getBytes(StandardCharsets.UTF_8))
                .send();
        assertThat(told.status()).isEqualTo(415);
        assertThat(told.text())
                .isEqualTo("{\"error\":\"unsupported_media_type\",\"message\":\"Content-Type must be"
                        + " application/json\",\"supported\":[\"application/json\"]}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() {
        String message =
                "{\"error\":\"payload_too_large\",\"message\":\"Request body is too large\",\"max_bytes\":1048576}";
        byte[] large = new byte[(1 << 20) + 1];
        Told told = running.ask("POST", "/api/v1/risks/")
                .body("application/json", large)
                .send();
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.text()).isEqualTo(message);
        Told streamed = running.ask("POST", "/api/v1/risks/")
                .body(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .send();
        assertThat(streamed.status()).isEqualTo(413);
        assertThat(streamed.text()).isEqualTo(message);
    }

    @Test
    void anEndlessBodyIsAnsweredLongBeforeItsEnd() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", running.port())) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write(("POST /api/v1/risks/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token " + House.TOKEN
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            CompletableFuture<byte[]> status = CompletableFuture.supplyAsync(() -> {
                try {
                    return in.readNBytes(12);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            int sent = 0;
            try {
                while (sent < 10_000 && !status.isDone()) {
                    out.write(chunk);
                    sent++;
                }
            } catch (IOException closed) {
                // which is how an end looks to who goes on writing
            }
            assertThat(new String(status.get(), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            assertThat(sent).as("chunks of 64 KiB").isLessThan(10_000);
        }
    }

    @Test
    void whatBreaksInsideShowsNothingButTheRequestId() {
        running.house.commands.broken = new IllegalStateException("select * from secrets");
        try {
            Told told = running.ask("POST", "/api/v1/risks/")
                    .header("X-Request-ID", "ci-4711")
                    .json("{\"name\":\"x\"}")
                    .send();
            assertThat(told.status()).isEqualTo(500);
            assertThat(told.text())
                    .isEqualTo("{\"error\":\"server_error\",\"message\":\"Internal server"
                            + " error\",\"request_id\":\"ci-4711\"}");
        } finally {
            running.house.commands.broken = null;
        }
    }

    @Test
    void aCredentialStoreThatIsDownIsAnOutageAndNoVerdict() {
        running.house.broken = new redoubt.model.failure.Refused(
                new redoubt.model.failure.Failure.Unavailable("event_store_unavailable", 2));
        try {
            Told told = running.get("/api/v1/risks/");
            assertThat(told.status()).isEqualTo(503);
            assertThat(told.header("Retry-After")).isEqualTo("2");
            assertThat(told.text())
                    .isEqualTo(
                            "{\"error\":\"service_unavailable\",\"code\":\"event_store_unavailable\",\"message\":\"Service"
                                + " temporarily unavailable\",\"retry_after\":2}");
        } finally {
            running.house.broken = null;
        }
    }

    @Test
    void whatIsOutForAMomentIsToTryAgainAndNoFaultOfOurs() {
        running.house.broken = new java.io.UncheckedIOException(new java.io.IOException("10.0.0.7 refused"));
        try {
            Told told = running.get("/api/v1/risks/");
            assertThat(told.status()).isEqualTo(503);
            assertThat(told.header("Retry-After")).isEqualTo("1");
            assertThat(told.text()).contains("event_store_unavailable").doesNotContain("10.0.0.7");
        } finally {
            running.house.broken = null;
        }
    }

    @Test
    void whoMayOnlyReadIsDenied() {
        Told told = running.ask("POST", "/api/v1/risks/")
                .as("Token " + House.READER_TOKEN)
                .json("{\"name\":\"x\"}")
                .send();
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.text())
                .isEqualTo("{\"error\":\"permission_denied\",\"message\":\"You do not have access to this resource\"}");
    }

    @Test
    void whatTheFirewallDoesNotLikeIsToldInTheSameWay() {
        Told told = running.ask("GET", redoubt.api.openapi.Documents.ASSETS.getFirst() + "a%2f..%2fb")
                .send();
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.text())
                .isEqualTo(
                        "{\"error\":\"validation_error\",\"details\":{\"non_field_errors\":[\"Malformed request.\"]}}");
    }

    @Test
    void anIdentifierThatIsNoneIsNotFound() {
        assertThat(running.get("/api/v1/risks/42/").text()).isEqualTo(NOT_FOUND);
        assertThat(running.get("/api/v1/risks/%00/").status()).isEqualTo(404);
    }
}
