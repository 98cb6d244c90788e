package redoubt.query.projection;

import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * Things to be done while nobody writes the tables: between two bursts, by the one who writes them. May be asked for from
 * any thread.
 */
final class Turns {

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Sinks.Many<Turn> asked = Sinks.many().unicast().onBackpressureBuffer();

    /**
     * Does something when its turn comes.
     *
     * @param work is told how far the tables are, and tells how far they are afterwards
     */
    Mono<Mark> take(Function<Mark, Mono<Mark>> work) {
        return Mono.create(sink -> asked.emitNext(new Turn(work, sink), Sinks.EmitFailureHandler.busyLooping(BUSY)));
    }

    /** The turns that are asked for. A single reader takes them. */
    Flux<Turn> asked() {
        return asked.asFlux();
    }

    /** One turn. What goes wrong in it is told to whoever asked for it, and to nobody else. */
    record Turn(Function<Mark, Mono<Mark>> work, MonoSink<Mark> asker) {

        /** Does it; emits nothing if it fails. */
        Mono<Mark> at(Mark mark) {
            return Mono.defer(() -> work.apply(mark)).doOnError(asker::error).onErrorComplete();
        }

        /** To be called once everybody else knows how far the tables are. */
        void over(Mark mark) {
            asker.success(mark);
        }
    }
}
