package redoubt.api.house;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import redoubt.query.chain.Runs;

/** Verifications in memory. */
final class HouseRuns implements Runs {

    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> save(Run run) {
        return Mono.fromRunnable(() -> runs.put(run.id(), run));
    }

    @Override
    public Mono<Run> find(String id) {
        return Mono.defer(() -> Mono.justOrEmpty(runs.get(id)));
    }
}
