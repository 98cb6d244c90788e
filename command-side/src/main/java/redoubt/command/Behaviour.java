package redoubt.command;

import reactor.core.publisher.Mono;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;

/**
 * Something that can be done with an R beside creating, changing and deleting it. Looking is reactive; deciding is a
 * pure function of what was seen. Whatever is looked at becomes part of the consistency boundary: if it changes before
 * the decision is recorded, the decision is taken again.
 *
 * @param <R> what it is done with
 * @param <I> the record that clients fill in
 * @param <S> what must be seen before deciding
 */
public interface Behaviour<R, I, S> {

    /** What it is done with. */
    Class<R> of();

    /** The verb, in snake_case: {@code revoke_acceptance}. */
    String name();

    /** What clients fill in. */
    Class<I> input();

    /** The right it takes. */
    Permission permission();

    /** One sentence for the API documents. */
    String summary();

    /** Whether clients may ask for it; otherwise only the house itself does. */
    default boolean offered() {
        return true;
    }

    /** Whether somebody may do it to this one who has not the right it takes. Pure. */
    default boolean lent(R state, Principal by) {
        return false;
    }

    /** Gathers what the decision needs. */
    Mono<S> look(Situation<R> here, I input, World world);

    /** Decides. Pure: no clock, no randomness, no I/O. */
    Decision decide(Situation<R> here, I input, S seen);
}
