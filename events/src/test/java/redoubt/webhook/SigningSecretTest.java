package redoubt.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers verify, by vectors that do not come from us. */
class SigningSecretTest {

    private static final String ID = "msg_0190b6f04c7e7d3a9a5e2f1c8b7a6d5e";
    private static final long SECONDS = 1_705_320_000;
    private static final byte[] BODY = ("{\"type\":\"risk.created\",\"timestamp\":\"2024-01-15T10:30:00Z\",\"data\":"
                    + "{\"id\":\"0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e\",\"name\":\"Data Breach Risk\"}}")
            .getBytes(StandardCharsets.UTF_8);
    private static final SigningSecret NEW = SigningSecret.read("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
            .orElseThrow();
    private static final SigningSecret OLD = SigningSecret.read("whsec_ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=")
            .orElseThrow();
    private static final String SIGNED = "v1,Bqwv60YuaFlg4PrGdrGwHLbleEJSFbEcwddKC2eadEU=";

    @Test
    void theBytesBehindThePrefixAreTheKey() {
        assertThat(NEW.sign(ID, SECONDS, BODY)).isEqualTo(SIGNED);
    }

    @Test
    void theTextOfTheSecretIsNotTheKey() {
        assertThat(NEW.sign(ID, SECONDS, BODY)).isNotEqualTo("v1,lyrSz7mQV7M28pzoJDl9UhwKN5/vSTYCTXRqPHnEySE=");
    }

    @Test
    void whileASecretIsBeingReplacedBothSignTheNewOneFirst() {
        assertThat(SigningSecret.sign(List.of(NEW, OLD), ID, SECONDS, BODY))
                .isEqualTo(SIGNED + " v1,4SM/dryIVZ/Y0DJ+k4d4YRY+V/+QEf4sNBRv/oWQEcM=");
    }

    @Test
    void aSecretIsWrittenAsItIsReadAndTellsItsBeginningOnly() {
        assertThat(NEW.text()).isEqualTo("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
        assertThat(NEW.preview()).isEqualTo("whsec_AQID");
        assertThat(NEW.toString()).isEqualTo("whsec_AQID…");
    }

    @Test
    void aSecretHasTwentyFourToSixtyFourBytes() {
        for (int size : List.of(24, 32, 64)) {
            assertThat(SigningSecret.read(written(size))).isPresent();
        }
        for (int size : List.of(0, 23, 65)) {
            assertThat(SigningSecret.read(written(size))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
                "whsec_AQID*AUGBwgJCgsMDQ4PEBESExQVFhcY"
            })
    void whatIsWrittenOtherwiseIsNone(String text) {
        assertThat(SigningSecret.read(text)).isEmpty();
    }

    private static String written(int size) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[size]);
    }
}
