package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Flood;
import redoubt.infra.acceptance.Reply;

/** What is not JSON, or is too much of it. */
interface Parsing extends Contract {

    @Test
    default void whatIsNotJsonIsCalledMalformed() {
        for (String text : List.of(
                "",
                "{",
                "}",
                "nonsense",
                "{\"name\":}",
                "{'name':'x'}",
                "{\"name\":\"x\"} {}",
                "{\"name\":\"x\",}",
                "{\"name\":NaN}",
                "{\"name\":Infinity}",
                "{\"name\":01}",
                "\uFEFF{\"name\":")) {
            assertThat(post(text).expect(400).text())
                    .as(text)
                    .isEqualTo("{\"error\":\"validation_error\",\"details\":{\"non_field_errors\":[\"Malformed"
                            + " JSON.\"]}}");
        }
    }

    @Test
    default void whatIsNoObjectIsRefused() {
        for (String text : List.of("null", "7", "\"text\"", "[]", "[{\"name\":\"x\"}]", "true")) {
            assertThat(post(text).expect(400).text("error")).as(text).isEqualTo("validation_error");
        }
    }

    @Test
    default void aKeyMayStandOnlyOnce() {
        assertThat(post("{\"name\":\"one\",\"name\":\"other\"}").expect(400).text("error"))
                .isEqualTo("validation_error");
        assertThat(post("{\"name\":\"one\",\"labels\":[{\"a\":1,\"a\":2}]}")
                        .expect(400)
                        .text("error"))
                .isEqualTo("validation_error");
    }

    @Test
    default void nestingHasAnEnd() {
        for (int depth : List.of(33, 1_000, 100_000)) {
            assertThat(post("{\"name\":" + "[".repeat(depth) + "]".repeat(depth) + "}")
                            .expect(400)
                            .text("error"))
                    .isEqualTo("validation_error");
            assertThat(post("{\"name\":" + "{\"a\":".repeat(depth)).expect(400).text("error"))
                    .isEqualTo("validation_error");
        }
    }

    @Test
    default void aTextHasNoNulAndNoHalvesOfLetters() {
        for (String escape : List.of("\\u0000", "\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800")) {
            Reply refused = post("{\"name\":\"before" + escape + "after\"}").expect(400);
            assertThat(refused.text("error")).as(escape).isEqualTo("validation_error");
            post("{\"before" + escape + "after\":1}").expect(400);
        }
        byte[] cut = "{\"name\":\"x".getBytes(StandardCharsets.UTF_8);
        byte[] half = new byte[] {(byte) 0xF0, (byte) 0x9F, '"', '}'};
        subject()
                .http()
                .with("Content-Type", "application/json")
                .send("POST", subject().path(), BodyPublishers.ofByteArrays(List.of(cut, half)))
                .expect(400);
    }

    @Test
    default void aNumberMayBeTooLong() {
        for (String number :
                List.of("1e1000000000", "-1e-1000000000", "9".repeat(100_000), "0." + "3".repeat(100_000))) {
            post("{\"name\":" + number + "}").expect(400);
        }
    }

    @Test
    default void aBodyOfFiftyMegabytesIsRefusedBeforeItHasArrived() {
        Flood flood = Flood.at(subject().http(), subject().path());

        Flood.Outcome announced = flood.announcing(50 * 1024 * 1024L);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.body())
                .isEqualTo("{\"error\":\"payload_too_large\",\"message\":\"Request body is too large\","
                        + "\"max_bytes\":1048576}");
        // A little over what is allowed, and then silence: no answer that waits for more would ever come.
        assertThat(flood.leavingUnfinished(1024 * 1024L + 1).status()).isEqualTo(413);
        assertThat(flood.streaming(50 * 1024 * 1024L).status()).isEqualTo(413);
    }

    @Test
    default void whatWasRefusedLeftNothingBehind() {
        post("{\"name\":\"x\",\"name\":\"y\"}").expect(400);
        post("{\"name\":\"\\u0000\"}").expect(400);

        assertThat(subject().list("").ids()).isEmpty();
    }

    private Reply post(String text) {
        return subject().http().post(subject().path(), text);
    }
}
