package redoubt.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.model.failure.Refused;

class ParametersTest {

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%2", "a=%ff", "a=%00", "b=1"})
    void whatCannotBeReadOrIsUnknownIsRefused(String raw) {
        Parameters parameters = new Parameters(raw);
        parameters.one("a");
        assertThatThrownBy(parameters::finish).isInstanceOf(Refused.class);
    }

    @Test
    void valuesAreDecodedOnceAndKeepTheirOrder() {
        Parameters parameters = new Parameters("a=1&b=x%20y+z&a=%2525&&c");
        assertThat(parameters.all("a")).containsExactly("1", "%25");
        assertThat(parameters.one("b")).isEqualTo("x y z");
        assertThat(parameters.one("c")).isEmpty();
        assertThat(parameters.one("d")).isNull();
        parameters.finish();
    }

    @Test
    void aReplacementCharacterThatWasSentIsNoMistake() {
        Parameters parameters = new Parameters("a=%EF%BF%BD");
        assertThat(parameters.one("a")).isEqualTo("\uFFFD");
        parameters.finish();
    }

    @Test
    void aParameterIsReplacedWhereItStands() {
        PublicUrl url = new PublicUrl("https://redoubt.example//");
        assertThat(url.of("/r/", "a=1&page=7&b=2", "page", "8")).isEqualTo("https://redoubt.example/r/?a=1&page=8&b=2");
        assertThat(url.of("/r/", "", "page", "2")).isEqualTo("https://redoubt.example/r/?page=2");
        assertThat(url.of("/r/", "mypage=1", "page", "2")).isEqualTo("https://redoubt.example/r/?mypage=1&page=2");
    }
}
