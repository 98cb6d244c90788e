package redoubt.api.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class NextRunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The runs that have begun, each of which ends when the test says so. */
    private final List<Sinks.Empty<Void>> begun = new ArrayList<>();

    private final NextRun errands = new NextRun(Mono.defer(() -> {
        Sinks.Empty<Void> run = Sinks.empty();
        begun.add(run);
        return run.asMono();
    }));

    @Test
    void nothingRunsUntilSomebodyWaits() {
        errands.join();

        assertThat(begun).isEmpty();
    }

    @Test
    void whoComesDuringARunWaitsForTheNextAndSharesIt() {
        var first = StepVerifier.create(errands.join()).expectComplete().verifyLater();
        var second = StepVerifier.create(errands.join()).expectComplete().verifyLater();
        var third = StepVerifier.create(errands.join()).expectComplete().verifyLater();
        assertThat(begun).hasSize(1);

        begun.getFirst().tryEmitEmpty();
        first.verify(PATIENCE);
        assertThat(begun).hasSize(2);

        begun.getLast().tryEmitEmpty();
        second.verify(PATIENCE);
        third.verify(PATIENCE);
        assertThat(begun).hasSize(2);
    }

    @Test
    void aRunThatFailsFailsThoseWhoWaitedForItAndNobodyElse() {
        var first =
                StepVerifier.create(errands.join()).expectErrorMessage("lost").verifyLater();
        var second = StepVerifier.create(errands.join()).expectComplete().verifyLater();

        begun.getFirst().tryEmitError(new IllegalStateException("lost"));
        first.verify(PATIENCE);
        begun.getLast().tryEmitEmpty();
        second.verify(PATIENCE);
    }

    @Test
    void whoGivesUpTakesNobodyWithThem() {
        errands.join().subscribe().dispose();
        var other = StepVerifier.create(errands.join()).expectComplete().verifyLater();

        begun.getFirst().tryEmitEmpty();
        begun.getLast().tryEmitEmpty();
        other.verify(PATIENCE);
    }

    @Test
    void whateverHappenedBeforeSomebodyAskedTheirRunHasSeen() {
        AtomicLong happened = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        AtomicInteger runs = new AtomicInteger();
        NextRun looking = new NextRun(Mono.fromRunnable(() -> {
                    runs.incrementAndGet();
                    seen.set(happened.get());
                })
                .subscribeOn(Schedulers.parallel()));

        List<Boolean> fresh = Flux.fromStream(IntStream.range(0, 10_000).boxed())
                .flatMap(
                        _ -> Mono.defer(() -> {
                                    long mine = happened.incrementAndGet();
                                    return looking.join().then(Mono.fromSupplier(() -> seen.get() >= mine));
                                })
                                .subscribeOn(Schedulers.boundedElastic()),
                        64)
                .collectList()
                .block(PATIENCE);

        assertThat(fresh).hasSize(10_000).doesNotContain(false);
        assertThat(runs.get()).isLessThanOrEqualTo(10_000);
    }
}
