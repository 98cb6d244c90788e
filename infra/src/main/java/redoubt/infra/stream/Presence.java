package redoubt.infra.stream;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Streams;

/**
 * While this node has streams open, it says so every second, tells of them when somebody looks, and ends those that it is
 * to end. Without any it says nothing.
 */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Streams streams;
    private final NodeTable table;
    private boolean known;

    Presence(Streams streams, NodeTable table) {
        this.streams = streams;
        this.table = table;
    }

    /** Says so for as long as it is subscribed to. */
    Flux<Void> turns() {
        return Flux.interval(PAUSE, PAUSE)
                .onBackpressureDrop()
                .concatMap(_ -> turn().onErrorResume(Presence::later), 1);
    }

    private Mono<Void> turn() {
        if (streams.open().isEmpty()) {
            boolean absent = known;
            known = false;
            return absent ? table.absent() : Mono.empty();
        }
        known = true;
        return table.present().collectList().flatMap(wishes -> {
            wishes.forEach(streams::end);
            return wishes.stream().anyMatch(NodeTable::look) ? table.tell(streams.open()) : Mono.empty();
        });
    }

    private static Mono<Void> later(Throwable failure) {
        LOG.debug("Other nodes do not hear of the streams of this one for a moment: {}", failure.getMessage());
        return Mono.empty();
    }
}
