package redoubt.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** How slowly a body may come. */
class PaceTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(300), 1_000);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void nothingIsSaidOfThePaceAtFirst() {
        assertThat(PACE.isBehind(0, Duration.ofMillis(300))).isFalse();
        assertThat(PACE.isBehind(300, Duration.ofMillis(301))).isTrue();
        assertThat(PACE.isBehind(301, Duration.ofMillis(301))).isFalse();
        assertThat(PACE.isBehind(9_999, Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void aBodyThatStopsComingIsGivenUp() {
        refused(Flux.concat(Flux.just(bytes(5)), Flux.never()), 1_000);
    }

    @Test
    void aBodyThatComesInDropsIsGivenUp() {
        refused(Flux.interval(Duration.ofMillis(50)).map(_ -> bytes(1)), 1_000);
    }

    @Test
    void aBodyThatIsTooLargeAnywayIsToldThat() {
        assertThatThrownBy(() -> Intake.read(Flux.concat(Flux.just(bytes(20)), Flux.never()), 10, -1, PACE)
                        .block(PATIENCE))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.failure()).isEqualTo(new Failure.TooLarge(10)));
    }

    @Test
    void aBodyThatComesFastEnoughIsTakenIn() {
        byte[] taken = Intake.read(
                        Flux.interval(Duration.ofMillis(50))
                                .map(_ -> bytes(100))
                                .take(12),
                        10_000,
                        -1,
                        PACE)
                .block(PATIENCE);
        assertThat(taken).hasSize(1_200);
    }

    private static void refused(Flux<DataBuffer> body, int limit) {
        assertThatThrownBy(() -> Intake.read(body, limit, -1, PACE).block(PATIENCE))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.failure()).isEqualTo(new Failure.TooSlow()));
    }

    private static DataBuffer bytes(int count) {
        return DefaultDataBufferFactory.sharedInstance.wrap(" ".repeat(count).getBytes(StandardCharsets.US_ASCII));
    }
}
