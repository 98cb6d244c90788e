package redoubt.api.route;

import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;

/** Answers calls of one endpoint. A "no" is a {@link redoubt.model.failure.Refused} signal. Never blocks. */
@FunctionalInterface
public interface Handler {

    /** The answer. */
    Mono<? extends Answer> answer(Call call);

    /**
     * The answer that a call had which was done before but whose answer was lost, rendered anew.
     *
     * @param position where the log stood when it was done
     */
    default Mono<? extends Answer> again(Call call, long position) {
        return answer(call);
    }
}
