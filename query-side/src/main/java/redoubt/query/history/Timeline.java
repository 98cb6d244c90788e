package redoubt.query.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;

/** What happened to one thing, and what it was at any moment; answered from the log itself, so never stale. */
public interface Timeline {

    /** The same as far as it is about an organization: of what belongs to another one nothing is known. */
    Timeline within(String organization);

    /** Everything that happened to it, oldest first, with the state before and after. Empty if it never existed. */
    <R> Flux<Step<R>> steps(Ref<R> ref);

    /** The last thing that happened to it. Empty if it never existed. */
    default <R> Mono<Step<R>> last(Ref<R> ref) {
        return steps(ref).takeLast(1).next();
    }

    /** Its state now; nothing if it does not exist. */
    <R> Mono<Known<R>> latest(Ref<R> ref);

    /** Its state when the log had that position; nothing if it did not exist then. */
    <R> Mono<Known<R>> at(Ref<R> ref, long position);

    /** Its state in that version, with the position at which it became so; nothing if it never had that version. */
    <R> Mono<Step<R>> version(Ref<R> ref, long version);

    /** What is different between two states; either may be null for "not there". */
    <R> List<Difference> between(@Nullable R before, @Nullable R after);

    /**
     * One event of a thing.
     *
     * @param event what happened
     * @param before what was known before it; null before creation
     * @param after what is known after it; null after deletion
     */
    record Step<R>(
            Event<R> event,
            @Nullable Known<R> before,
            @Nullable Known<R> after) {}
}
