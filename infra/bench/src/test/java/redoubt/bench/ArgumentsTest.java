package redoubt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.bench.scenario.Scenario;

class ArgumentsTest {

    @Test
    void nothingMeansAllOfThemFiveTimes() {
        var arguments = Arguments.of(List.of());

        assertThat(names(arguments))
                .containsExactly("B1", "B2", "B3", "B5", "B6", "B7", "B8", "B9", "B11", "B12", "B13", "L1");
        assertThat(arguments.pace().rounds()).isEqualTo(5);
        assertThat(arguments.pace().warmUp()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theOrderOfTheWordsIsTheOrderOfTheRun() {
        var arguments = Arguments.of(List.of("b12", "--rounds", "7", "B1"));

        assertThat(names(arguments)).containsExactly("B12", "B1");
        assertThat(arguments.pace().rounds()).isEqualTo(7);
    }

    @Test
    void quickIsQuick() {
        assertThat(Arguments.of(List.of("--quick")).pace().slice())
                .isLessThan(Arguments.of(List.of()).pace().slice());
    }

    @Test
    void aLogCanBeSmaller() {
        assertThat(Arguments.of(List.of("L1", "--events", "5000")).pace().events())
                .isEqualTo(5_000);
        assertThatThrownBy(() -> Arguments.of(List.of("--events", "none")))
                .hasMessageStartingWith("--events needs a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many", "1001", "99999"})
    void roundsNeedANumber(String number) {
        assertThatThrownBy(() -> Arguments.of(List.of("--rounds", number)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--rounds needs a number");
    }

    @Test
    void anUnknownWordIsNamed() {
        assertThatThrownBy(() -> Arguments.of(List.of("B99"))).hasMessageContaining("B99");
    }

    private static List<String> names(Arguments arguments) {
        return arguments.scenarios().stream().map(Scenario::name).toList();
    }
}
