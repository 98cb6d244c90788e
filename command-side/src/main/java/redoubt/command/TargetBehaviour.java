package redoubt.command;

import reactor.core.publisher.Mono;

/**
 * A behaviour that looks at nothing but what it is done with.
 *
 * @param <R> what it is done with
 * @param <I> the record that clients fill in
 */
public interface TargetBehaviour<R, I> extends Behaviour<R, I, Boolean> {

    /** Decides. Pure: no clock, no randomness, no I/O. */
    Decision decide(Situation<R> here, I input);

    @Override
    default Mono<Boolean> look(Situation<R> here, I input, World world) {
        return Mono.just(true);
    }

    @Override
    default Decision decide(Situation<R> here, I input, Boolean seen) {
        return decide(here, input);
    }
}
