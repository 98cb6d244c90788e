package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

class WatermarkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Watermark watermark = new Watermark();

    @Test
    void whoAsksForWhatIsReachedDoesNotWait() {
        watermark.learn(new Mark(7, Map.of(), 0));

        StepVerifier.create(watermark.reached(7, Duration.ZERO)).verifyComplete();
    }

    @Test
    void whoWaitsIsLetGoWhenThePositionIsReachedAndNotBefore() {
        StepVerifier.create(watermark.reached(7, PATIENCE))
                .then(() -> watermark.learn(new Mark(6, Map.of(), 0)))
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> watermark.learn(new Mark(9, Map.of(), 0)))
                .verifyComplete();
    }

    @Test
    void patienceEndsWithAFailureThatSaysTheProjectionLags() {
        StepVerifier.create(watermark.reached(7, Duration.ofMillis(20)))
                .verifyErrorSatisfies(failure -> assertThat(((Refused) failure).failure())
                        .isEqualTo(new Failure.Unavailable("projection_lagging", 1)));
    }

    @Test
    void itNeverFallsAndEpochsComeWithIt() {
        watermark.learn(new Mark(9, Map.of("risk", 8L), 0));
        watermark.learn(new Mark(5, Map.of("risk", 3L), 0));

        assertThat(watermark.reached()).isEqualTo(9);
        assertThat(watermark.epoch("risk")).isEqualTo(8);
        assertThat(watermark.epoch("folder")).isZero();
    }

    @Test
    void aRepairChangesEveryEpochAndNoPosition() {
        Mark mark = new Mark(9, Map.of("risk", 8L), 0);
        watermark.learn(mark);
        watermark.learn(mark.repaired());

        assertThat(watermark.reached()).isEqualTo(9);
        assertThat(watermark.changedAt("risk")).isEqualTo(8);
        assertThat(watermark.epoch("risk")).isNotEqualTo(8);
    }

    @Test
    void afterAFreshStartNothingIsKnownAndWhatWasRememberedUnderAnEpochIsNotTakenForTheSame() {
        watermark.learn(new Mark(9, Map.of("risk", 8L), 0));
        long before = watermark.epoch("folder");
        watermark.forget();

        assertThat(watermark.reached()).isZero();
        assertThat(watermark.epoch("folder")).isNotEqualTo(before);
        assertThat(watermark.epoch("risk")).isNotEqualTo(8);
    }

    @Test
    void whoeverWritesIsToldThatSomebodyWaits() {
        StepVerifier.create(watermark.wanted())
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> watermark.reached(7, PATIENCE).subscribe())
                .verifyComplete();
        StepVerifier.create(watermark.wanted()).verifyComplete();
    }

    @Test
    void aMarkSurvivesBeingTold() {
        Mark mark = new Mark(12, Map.of("risk", 12L, "folder", 4L), 3);

        assertThat(Mark.parse(mark.text())).isEqualTo(mark);
    }
}
