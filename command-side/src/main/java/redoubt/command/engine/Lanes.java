package redoubt.command.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import redoubt.model.Ref;

/**
 * A lane for each resource, in which what is to be done with it on this node is done one after the other. Nothing rests on it:
 * the log refuses what was decided on a past state, whoever decided it. It spares those who want the same resource at the
 * same time from refusing each other, over and over.
 *
 * <p>Whoever gives up while waiting lets the next one through; then two may meet, and the log decides.
 */
final class Lanes {

    private final Map<Ref<?>, Sinks.Empty<Void>> lastOf = new ConcurrentHashMap<>();

    /** Does the work when everything has been done that was in that lane before. */
    <T> Mono<T> in(Ref<?> ref, Mono<T> work) {
        return Mono.defer(() -> {
            Sinks.Empty<Void> over = Sinks.empty();
            Sinks.Empty<Void> before = lastOf.put(ref, over);
            Mono<T> turn = before == null
                    ? work
                    // On a thread of its own turn: a long queue of refusals would be a deep stack.
                    : before.asMono().publishOn(Schedulers.parallel()).then(work);
            Runnable next = () -> {
                lastOf.remove(ref, over);
                over.tryEmitEmpty();
            };
            return turn.doOnTerminate(next).doOnCancel(next);
        });
    }

    /** How many resources something is being done with. */
    int busy() {
        return lastOf.size();
    }
}
