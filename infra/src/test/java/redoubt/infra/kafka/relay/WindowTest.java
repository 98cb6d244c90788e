package redoubt.infra.kafka.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void nothingIsReachedBeforeEverythingBeforeItHasArrived() {
        Window window = new Window(10);
        window.left(11, 0);
        window.left(12, 0);
        window.left(13, 0);

        assertThat(window.arrived(12, 0)).isEqualTo(10);
        assertThat(window.arrived(11, 0)).isEqualTo(12);
        assertThat(window.arrived(13, 0)).isEqualTo(13);
    }

    @Test
    void itIsStuckWhenSomethingIsUnderWayAndNothingArrives() {
        Window window = new Window(0);
        Duration second = Duration.ofSeconds(1);
        assertThat(window.stuck(second, second.multipliedBy(9).toNanos())).isFalse();

        window.left(1, second.multipliedBy(10).toNanos());
        assertThat(window.stuck(second, second.multipliedBy(11).toNanos())).isFalse();
        assertThat(window.stuck(second, second.multipliedBy(12).toNanos())).isTrue();

        window.left(2, second.multipliedBy(12).toNanos());
        window.arrived(1, second.multipliedBy(13).toNanos());
        assertThat(window.stuck(second, second.multipliedBy(13).toNanos())).isFalse();
        assertThat(window.stuck(second, second.multipliedBy(15).toNanos())).isTrue();
    }

    @Property
    void howeverEventsArriveWhatIsReachedIsTheLastBeforeWhichNoneIsMissing(
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000) Integer> choices) {
        Window window = new Window(0);
        List<Long> underWay = new ArrayList<>();
        Set<Long> arrived = new HashSet<>();
        long next = 1;
        for (int choice : choices) {
            if (choice % 2 == 0 || underWay.isEmpty()) {
                window.left(next, 0);
                underWay.add(next++);
            } else {
                long position = underWay.remove(choice % underWay.size());
                arrived.add(position);
                long expected = 0;
                while (arrived.contains(expected + 1)) {
                    expected++;
                }
                assertThat(window.arrived(position, 0)).isEqualTo(expected);
            }
        }
    }
}
