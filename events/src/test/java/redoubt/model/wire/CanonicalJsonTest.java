package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void membersAreSortedByTheirUnitsAndNotByTheirCharacters() {
        // The RFC's own example: U+1F600 begins with D83D and so stands before U+FB33.
        assertThat(canonical("{\"\\u20ac\":1,\"\\r"
                        + "\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}"))
                .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
    }

    @Test
    void onlyWhatMustBeEscapedIsAndInSmallLetters() {
        assertThat(canonical("[\"\\u20ac$\\u000f\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\u007f\\u001f\"]"))
                .isEqualTo("[\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u007f\\u001f\"]");
    }

    @Test
    void textsAreNotNormalised() {
        assertThat(canonical("[\"\\u00e4\",\"a\\u0308\"]")).isEqualTo("[\"\u00e4\",\"a\u0308\"]");
    }

    @Test
    void halfACharacterIsRefused() {
        for (String half : new String[] {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83da"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            CanonicalJson.bytes(Json.MAPPER.getNodeFactory().stringNode(half)));
        }
    }

    private static String canonical(String json) {
        return new String(CanonicalJson.bytes(Json.MAPPER.readTree(json)), StandardCharsets.UTF_8);
    }
}
