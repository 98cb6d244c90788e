package redoubt.infra.webhook;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Wakes whoever waits for it, and whoever waits next if nobody does. Rung by any thread. */
final class Bell {

    private final AtomicReference<Sinks.Empty<Void>> rung = new AtomicReference<>(Sinks.empty());

    /** Something is to be done. */
    void ring() {
        rung.get().tryEmitEmpty();
    }

    /** Completes when it rings, or at once if it rang since it was last waited for. */
    Mono<Void> rings() {
        return Mono.defer(() -> rung.get().asMono()).doOnSuccess(_ -> rung.set(Sinks.empty()));
    }
}
