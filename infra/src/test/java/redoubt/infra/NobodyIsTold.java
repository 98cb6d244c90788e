package redoubt.infra;

import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.command.webhook.Neighbourhood;

/** A world in which nobody is told of anything. */
final class NobodyIsTold implements Neighbourhood {

    @Override
    public boolean knows(String eventType) {
        return false;
    }

    @Override
    public Mono<Optional<String>> complaint(String url) {
        return Mono.just(Optional.of("Nobody is told of anything here."));
    }

    @Override
    public Mono<Long> count(String organization) {
        return Mono.just(0L);
    }
}
