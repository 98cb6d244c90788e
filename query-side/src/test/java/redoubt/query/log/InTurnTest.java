package redoubt.query.log;

import static org.assertj.core.api.Assertions.assertThat;

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
import reactor.test.publisher.TestPublisher;

class InTurnTest {

    private final TestPublisher<Integer> source = TestPublisher.create();
    private final Sinks.One<String> awaited = Sinks.one();
    private final AtomicLong asked = new AtomicLong();
    private final List<String> heard = new ArrayList<>();

    @Test
    void whatTakesAWhileHoldsUpWhatIsBehindIt() {
        evenAtOnce().subscribe(heard::add);
        source.next(2, 3, 4);
        assertThat(heard).containsExactly("2");
        awaited.tryEmitValue("3, at last");
        source.next(6);
        assertThat(heard).containsExactly("2", "3, at last", "4", "6");
    }

    @Test
    void noMoreIsAskedForThanTheReaderAsksForAndAnotherForWhatIsLeftOut() {
        StepVerifier.create(evenAtOnce(), 2)
                .then(() -> assertThat(asked).hasValue(2))
                .then(() -> source.next(3))
                .then(() -> awaited.tryEmitEmpty())
                .then(() -> assertThat(asked).hasValue(3))
                .then(() -> source.next(4, 6))
                .expectNext("4", "6")
                .thenCancel()
                .verify();
        source.assertCancelled();
    }

    @Test
    void theEndAndAFailureComeAfterWhatWasBeforeThem() {
        StepVerifier.create(evenAtOnce())
                .then(() -> source.next(3, 4).complete())
                .then(() -> awaited.tryEmitValue("3"))
                .expectNext("3", "4")
                .verifyComplete();
        StepVerifier.create(InTurn.of(
                        Flux.just(1, 2).concatWith(Flux.error(new IllegalStateException("broken"))),
                        Object::toString,
                        _ -> Mono.empty()))
                .expectNext("1", "2")
                .verifyErrorMessage("broken");
    }

    @Test
    void anElementOfWhichNothingCanBeMadeEndsIt() {
        StepVerifier.create(InTurn.<Integer, String>of(
                        source.flux(), _ -> null, _ -> Mono.error(new IllegalStateException("no"))))
                .then(() -> source.next(1))
                .verifyErrorMessage("no");
        source.assertCancelled();
    }

    @Test
    void orderIsKeptHoweverManyThreadsAreAtWork() {
        List<Integer> all = IntStream.range(0, 20_000).boxed().toList();
        assertThat(InTurn.<Integer, Integer>of(
                                Flux.fromIterable(all).publishOn(Schedulers.parallel()),
                                each -> each % 3 == 0 ? null : each,
                                each -> Mono.just(each).subscribeOn(Schedulers.boundedElastic()))
                        .limitRate(32)
                        .collectList()
                        .block())
                .isEqualTo(all);
    }

    /** Odd ones take a while. */
    private Flux<String> evenAtOnce() {
        return InTurn.of(
                source.flux().doOnRequest(asked::addAndGet),
                each -> each % 2 == 0 ? each.toString() : null,
                _ -> awaited.asMono());
    }
}
