package redoubt.query.projection;

import java.util.Comparator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the one who writes the tables does, one step after another. What somebody waits for goes before the events of
 * the log: of these there may always be more, and whoever waits would wait until the tables have caught up.
 */
final class Steps {

    private Steps() {}

    /** Does all there is to do; completes when each source has completed, and fails with the first step that fails. */
    static Mono<Void> run(Flux<Mono<Void>> turns, Flux<Mono<Void>> repairs, Flux<Mono<Void>> writing) {
        return Flux.mergePriority(
                        1, Comparator.comparingInt(Step::rank), steps(0, turns), steps(1, repairs), steps(2, writing))
                .concatMap(Step::work, 0)
                .then();
    }

    private static Flux<Step> steps(int rank, Flux<Mono<Void>> works) {
        return works.map(work -> new Step(rank, work));
    }

    private record Step(int rank, Mono<Void> work) {}
}
