package redoubt.query.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class BurstsTest {

    @Test
    void anElementThatComesAloneIsPassedOnAtOnce() {
        Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(Bursts.of(source.asFlux(), 10))
                .then(() -> source.tryEmitNext(1))
                .expectNext(List.of(1))
                .then(() -> source.tryEmitNext(2))
                .expectNext(List.of(2))
                .then(source::tryEmitComplete)
                .verifyComplete();
    }

    @Test
    void whatArrivesWhileTheReaderIsBusyMakesUpItsNextGroup() {
        Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();

        StepVerifier.create(Bursts.of(source.asFlux(), 3), 0)
                .then(() -> IntStream.rangeClosed(1, 5).forEach(source::tryEmitNext))
                .thenRequest(1)
                .expectNext(List.of(1, 2, 3))
                .thenRequest(1)
                .expectNext(List.of(4, 5))
                .thenCancel()
                .verify();
    }

    @Test
    void noMoreThanTwoGroupsAreEverAskedForAhead() {
        AtomicLong asked = new AtomicLong();
        Flux<Integer> endless = Flux.range(1, 1_000_000).doOnRequest(asked::addAndGet);

        StepVerifier.create(Bursts.of(endless, 5), 1)
                .expectNextCount(1)
                .then(() -> assertThat(asked.get()).isLessThanOrEqualTo(15))
                .thenCancel()
                .verify();
    }

    @Test
    void elementsLeftAreToldBeforeTheEndAndBeforeAFailure() {
        Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(Bursts.of(source.asFlux(), 10), 0)
                .then(() -> IntStream.rangeClosed(1, 2).forEach(source::tryEmitNext))
                .then(() -> source.tryEmitError(new IllegalStateException("over")))
                .thenRequest(1)
                .expectNext(List.of(1, 2))
                .verifyErrorMessage("over");
        StepVerifier.create(Bursts.of(Flux.<Integer>empty(), 10)).verifyComplete();
    }

    @Test
    void underContentionEveryElementComesOnceAndInOrder() {
        List<Integer> seen = new ArrayList<>();
        Bursts.of(Flux.range(1, 50_000).publishOn(Schedulers.parallel()), 64)
                .concatMap(
                        group -> group.size() % 2 == 0
                                ? Mono.just(group)
                                : Mono.just(group).publishOn(Schedulers.boundedElastic()),
                        1)
                .doOnNext(seen::addAll)
                .blockLast(Duration.ofSeconds(30));

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 50_000).boxed().toList());
    }
}
