package redoubt.api.limit;

import java.util.Map;
import reactor.core.publisher.Mono;

/** Where the nodes add up what each of them counted. Fails if it is not to be had. */
public interface Tally {

    /**
     * What is known after something was added.
     *
     * @param total what all nodes have added so far
     * @param turn how often the bucket was added to; of two totals, the one of the later turn is the newer one
     */
    record Total(long total, long turn) {}

    /**
     * The outcome of a reservation.
     *
     * @param total after it
     * @param granted whether there was room for it; if not, it was not added
     */
    record Reserved(Total total, boolean granted) {}

    /**
     * What a node hears from the others.
     *
     * @param totals of the buckets that were added to
     * @param nodes how many nodes there are, this one included
     */
    record Heard(Map<Bucket, Total> totals, int nodes) {}

    /** Adds what was spent since the last time, which may be negative, and lets the others know that this node lives. */
    Mono<Heard> exchange(Map<Bucket, Long> spent);

    /**
     * Adds what was spent, and then more if that keeps the total within the limit.
     *
     * @param spent what was spent already, whatever the limit
     * @param wanted what is to be spent
     */
    Mono<Reserved> reserve(Bucket bucket, long spent, long wanted, long limit);
}
