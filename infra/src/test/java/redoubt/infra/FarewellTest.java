package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class FarewellTest {

    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void itIsSaidBeforeTheServerWaitsForItsRequests() {
        assertThat(new Farewell(Mono::empty).getPhase())
                .as("greater phases stop first")
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    @Test
    void theStopGoesOnWhenEverybodyIsGone() throws InterruptedException {
        Sinks.Empty<Void> gone = Sinks.empty();
        Farewell farewell = new Farewell(gone::asMono);
        farewell.start();
        farewell.stop(done::countDown);
        assertThat(farewell.isRunning()).isFalse();
        assertThat(done.getCount()).isOne();
        gone.tryEmitEmpty();
        assertThat(done.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theStopGoesOnWhenSomebodyWillNotGo() throws InterruptedException {
        new Farewell(Mono::never).stop(done::countDown);
        assertThat(done.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS))
                .isTrue();
    }
}
