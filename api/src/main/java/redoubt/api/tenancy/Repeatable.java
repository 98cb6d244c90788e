package redoubt.api.tenancy;

import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;

/**
 * What is done once, and how its answer is found again if it was lost.
 *
 * @param first does it
 * @param then tells of it, by where the log stood when it was done
 */
record Repeatable(Handler first, Again then) implements Handler {

    /** Tells of what was done before. */
    @FunctionalInterface
    interface Again {

        /** The answer to a call that was done when the log stood at a position. */
        Mono<? extends Answer> answer(Call call, long position);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        return first.answer(call);
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return then.answer(call, position);
    }
}
