package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.api.tour.Tour;

/** The request files that come with the project do what they say. */
@ExtendWith(SharedRedoubt.class)
class TourTest {

    private final RunningRedoubt redoubt;

    TourTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void everyRequestOfTheTourIsAnsweredAsItsFileSays() {
        assertThat(Tour.run(redoubt.base(), RunningRedoubt.TOKEN)).isEmpty();
    }
}
