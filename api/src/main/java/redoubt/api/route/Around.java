package redoubt.api.route;

import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;

/** Stands around handlers, and may answer in their place. */
@FunctionalInterface
public interface Around {

    /** The answer for a call. */
    Mono<? extends Answer> answer(Call call, Handler handler);

    /** Nobody stands there. */
    Around NOBODY = (call, handler) -> handler.answer(call);
}
