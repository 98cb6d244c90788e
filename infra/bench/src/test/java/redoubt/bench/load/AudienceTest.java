package redoubt.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void aMomentIsReadInMicrosecondsOfItsHour() {
        assertThat(moment("2026-08-08T14:43:12.123456Z")).isEqualTo((43 * 60 + 12) * 1_000_000L + 123_456);
        assertThat(moment("2026-08-08T14:00:01.5Z")).isEqualTo(1_500_000);
        assertThat(moment("2026-08-08T14:59:59Z")).isEqualTo(3_599_000_000L);
    }

    private static long moment(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Audience.moment(bytes, bytes.length);
    }
}
