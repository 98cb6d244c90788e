package redoubt.infra.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.support.GenericApplicationContext;

class StartedHealthTest {

    private final AtomicLong reached = new AtomicLong();
    private final StartedHealth started = new StartedHealth(new Lags(Map.of("projection", reader()), 10));

    @Test
    void aNodeHasStartedWhenItsReadersHaveCaughtUpOnceAndThenForEver() {
        reached.set(100);
        assertThat(started.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        reached.set(0);
        started.onApplicationEvent(new ApplicationReadyEvent(
                new SpringApplication(), new String[0], new GenericApplicationContext(), Duration.ZERO));
        assertThat(started.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        reached.set(90);
        assertThat(started.health().getStatus()).isEqualTo(Status.UP);

        reached.set(0);
        assertThat(started.health().getStatus()).isEqualTo(Status.UP);
    }

    private Lag reader() {
        return new Lag() {
            @Override
            public long head() {
                return 100;
            }

            @Override
            public long reached() {
                return reached.get();
            }
        };
    }
}
