package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class StepsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<String> done = new ArrayList<>();

    @Test
    void whatSomebodyWaitsForIsDoneNextThoughTheLogNeverEnds() {
        Sinks.Many<Mono<Void>> turns = Sinks.many().unicast().onBackpressureBuffer();
        Sinks.Empty<Void> enough = Sinks.empty();
        Flux<Mono<Void>> writing = Flux.<Integer, Integer>generate(() -> 1, (number, sink) -> {
                    sink.next(number);
                    return number + 1;
                })
                .map(number -> step("burst " + number).doOnSuccess(_ -> {
                    if (number == 3) {
                        turns.tryEmitNext(step("turn").doOnSuccess(_ -> enough.tryEmitEmpty()));
                    }
                }));

        Steps.run(turns.asFlux(), Flux.empty(), writing)
                .takeUntilOther(enough.asMono())
                .block(SOON);

        assertThat(done).startsWith("burst 1", "burst 2", "burst 3").contains("turn");
        assertThat(done.indexOf("turn")).as("%s", done).isLessThanOrEqualTo(4);
    }

    @Test
    void oneStepEndsBeforeTheNextBegins() {
        Flux<Mono<Void>> slow = Flux.just(later("a"), later("b"));
        Flux<Mono<Void>> quick = Flux.just(step("c"), step("d"));

        Steps.run(Flux.empty(), slow, quick).block(SOON);

        assertThat(done).hasSize(4).containsSubsequence("a", "b").containsSubsequence("c", "d");
    }

    @Test
    void aStepThatFailsIsTheEnd() {
        Mono<Void> run = Steps.run(
                Flux.empty(), Flux.empty(), Flux.just(Mono.error(new IllegalStateException("broken")), step("after")));

        assertThat(run.materialize().block(SOON).getThrowable()).hasMessage("broken");
        assertThat(done).isEmpty();
    }

    private Mono<Void> step(String name) {
        return Mono.fromRunnable(() -> done.add(name));
    }

    private Mono<Void> later(String name) {
        return Mono.delay(Duration.ofMillis(20), Schedulers.parallel()).then(step(name));
    }
}
