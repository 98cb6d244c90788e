package redoubt.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ZipfTest {

    private static final int DRAWS = 200_000;

    @Test
    void theFirstIsTwiceAsCommonAsTheSecondIfTheExponentIsOne() {
        var counts = counts(new Zipf(10, 1, 42));

        assertThat((double) counts[0] / counts[1]).isCloseTo(2, Percentage.withPercentage(5));
        assertThat((double) counts[0] / counts[9]).isCloseTo(10, Percentage.withPercentage(10));
        assertThat(IntStream.of(counts).sum()).isEqualTo(DRAWS);
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        assertThat(counts(new Zipf(32, 1.1, 7))).isEqualTo(counts(new Zipf(32, 1.1, 7)));
    }

    private static int[] counts(Zipf zipf) {
        var counts = new int[32];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipf.next()]++;
        }
        return counts;
    }
}
