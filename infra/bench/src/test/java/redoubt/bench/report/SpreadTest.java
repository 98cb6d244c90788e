package redoubt.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetween() {
        assertThat(of(4, 1, 3, 100).median()).isEqualTo(3.5);
    }

    @Test
    void theTextHoldsTheExtremes() {
        assertThat(of(1000, 3000, 2000).text(0)).isEqualTo("2,000 (1,000–3,000)");
        assertThat(of(0.25, 0.5, 0.375).text(2)).isEqualTo("0.38 (0.25–0.50)");
    }

    @Test
    void nothingIsADash() {
        assertThat(of().text(1)).isEqualTo("–");
        assertThat(of().percent()).isEqualTo("–");
        assertThat(of(0.123).percent()).isEqualTo("12 %");
    }

    private static Spread of(double... values) {
        var spread = new Spread();
        for (double value : values) {
            spread.add(value);
        }
        return spread;
    }
}
