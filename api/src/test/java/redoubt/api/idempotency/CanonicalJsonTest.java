package redoubt.api.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.model.wire.Json;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "1.0, 1",
        "100, 100",
        "1e2, 100",
        "-3.50, -3.5",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "1e21, 1e+21",
        "123456789012345680000, 123456789012345680000",
        "1.5e300, 1.5e+300",
        "9007199254740993, 9007199254740993",
        "1e999, 1E+999",
        "1e999999999, 1E+999999999",
        "0.1, 0.1",
        "1e-999, 1E-999"
    })
    void numbersHaveOneSpelling(String sent, String canonical) {
        assertThat(CanonicalJson.number(new BigDecimal(sent))).isEqualTo(canonical);
    }

    @Test
    void membersAreSortedAndSpacesAreGone() {
        assertThat(canonical("{ \"b\" : [1.0, {\"z\":null,\"a\":true}], \"a\":\"\\u00e4\\/\" , \"A\": \"\\n\"}"))
                .isEqualTo("{\"A\":\"\\n\",\"a\":\"ä/\",\"b\":[1,{\"a\":true,\"z\":null}]}");
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.bytes(Json.MAPPER.readTree(json)), StandardCharsets.UTF_8);
    }
}
