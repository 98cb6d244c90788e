package redoubt.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When a message is tried again. */
class RetryScheduleTest {

    private static final RetrySchedule STANDARD = RetrySchedule.STANDARD;

    @Test
    void tenAttemptsAddUpToSeventyFiveHours() {
        List<Long> sums = new ArrayList<>();
        Duration sum = Duration.ZERO;
        for (int made = 0; STANDARD.after(made, 0.5).isPresent(); made++) {
            sum = sum.plus(STANDARD.after(made, 0.5).orElseThrow());
            sums.add(sum.toSeconds());
        }
        assertThat(sums).containsExactly(0L, 5L, 305L, 2_105L, 9_305L, 27_305L, 63_305L, 113_705L, 185_705L, 272_105L);
    }

    @Property
    void eachDelayIsAFifthShorterOrLongerAtMost(
            @ForAll @IntRange(max = 9) int made, @ForAll @DoubleRange(max = 1) double chance) {
        Duration usual = STANDARD.delays().get(made);
        assertThat(STANDARD.after(made, chance).orElseThrow())
                .isBetween(
                        usual.multipliedBy(4).dividedBy(5),
                        usual.multipliedBy(6).dividedBy(5));
    }
}
