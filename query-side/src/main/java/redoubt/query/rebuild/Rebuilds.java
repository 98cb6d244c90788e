package redoubt.query.rebuild;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has tables made anew. Whoever writes the tables does it, on whatever node, beside what is read; a restart goes on where it
 * was. Safe for any thread; never blocks.
 */
public interface Rebuilds {

    /** The tables there are, by their nouns. */
    Flux<Projection> projections();

    /** Wants one table made anew; empty if that one is being made already, or as many as are made at a time. */
    Mono<Rebuild> begin(String noun, Wanted wanted);

    /** Wants those tables made anew, one after the other; empty if any is being made. */
    Mono<List<Rebuild>> beginAll(List<String> nouns, Wanted wanted);

    /** The latest of a table, newest first, fifty at most. */
    Flux<Rebuild> of(String noun);

    /** One of them. */
    Mono<Rebuild> find(String noun, String id);

    /**
     * Has a table stand still where it is, or go on from there with all that it missed. Completes when that is so, or after a
     * while: whoever writes the tables next does it.
     */
    Mono<Void> pause(String noun, boolean paused);

    /** Stops one that goes on; empty if it does not. */
    Mono<Rebuild> cancel(String noun, String id);
}
