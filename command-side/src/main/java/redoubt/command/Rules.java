package redoubt.command;

import java.util.Set;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;

/**
 * What holds for every R whenever it is written: defaults that depend on the writer, fields that follow from others,
 * and what is not allowed. One file per resource that has rules; most have none.
 *
 * @param <R> the resource
 * @param <S> what must be seen to judge
 */
public interface Rules<R, S> {

    /** The resource they hold for. */
    Class<R> of();

    /** Supplies what the writer left out and nothing else can supply. Pure. */
    default R complete(R proposed, Principal by) {
        return proposed;
    }

    /** Which fields of this one somebody may write who has not the right to change it. Pure. */
    default Predicate<Field<R, ?>> lent(R state, Principal by) {
        return _ -> false;
    }

    /** What is meant by sending just these values, which may be more than they say. Pure. */
    default Patch<R> meant(Patch<R> sent) {
        return sent;
    }

    /** Gathers what the judgement needs. Fields complained about hold their former value, or none. */
    Mono<S> look(Draft<R> draft, World world);

    /** Settles the computed fields, or says what is wrong. Pure. */
    Ruling<R> judge(Draft<R> draft, S seen);

    /** Whether something speaks against deleting it; {@code doomed} goes in the same decision. */
    default Mono<Failure> objection(Situation<R> here, Set<Ref<?>> doomed, World world) {
        return Mono.empty();
    }

    /**
     * What else is to happen before it goes, to things that do not lie in it but mean nothing without it; {@code doomed}
     * goes in the same decision.
     */
    default Mono<Decision> farewell(Situation<R> here, Set<Ref<?>> doomed, World world) {
        return Mono.just(Decision.nothing());
    }
}
