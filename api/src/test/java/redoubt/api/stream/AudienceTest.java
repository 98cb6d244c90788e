package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

class AudienceTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Audience audience = new Audience(Terms.usual(Duration.ofSeconds(15)), time);

    @Test
    void aNodeServesAThousandStreamsAndAUserTen() {
        List<Audience.Seat> seats = new ArrayList<>();
        for (int user = 0; user < 100; user++) {
            for (int stream = 0; stream < 10; stream++) {
                seats.add(audience.admit("user " + user));
                seats.getLast().take();
            }
        }
        assertThat(audience.size()).isEqualTo(1_000);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> audience.admit("one more"))
                .extracting(Refused::failure)
                .isInstanceOf(Failure.Limited.class);
        seats.getFirst().leave();
        audience.admit("user 0").take();
        seats.getLast().leave();
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> audience.admit("user 0"));
        assertThat(audience.size()).as("who was refused takes no seat").isEqualTo(999);
    }

    @Test
    void aSeatThatNobodyTakesIsFreeAgain() {
        audience.admit("somebody");
        time.advanceTimeBy(Duration.ofSeconds(11));
        assertThat(audience.size()).isZero();
    }
}
