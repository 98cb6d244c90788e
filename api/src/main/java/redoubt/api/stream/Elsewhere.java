package redoubt.api.stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The streams that other nodes have open. */
public interface Elsewhere {

    /** All of them; a node that does not answer within moments is passed over. */
    Flux<Open> open();

    /** Has the node that has it open end a stream, within moments. */
    Mono<Void> end(String id);
}
