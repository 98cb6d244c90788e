package redoubt.api.house;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Elsewhere;
import redoubt.api.stream.Open;

/** The streams of another node, which a test says are open. */
public final class HouseStreams implements Elsewhere {

    public final List<Open> open = new CopyOnWriteArrayList<>();
    public final List<String> ended = new ArrayList<>();

    @Override
    public Flux<Open> open() {
        return Flux.defer(() -> Flux.fromIterable(open));
    }

    @Override
    public Mono<Void> end(String id) {
        return Mono.fromRunnable(() -> ended.add(id));
    }
}
