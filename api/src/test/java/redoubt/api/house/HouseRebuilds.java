package redoubt.api.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuild;
import redoubt.query.rebuild.Rebuilds;
import redoubt.query.rebuild.State;
import redoubt.query.rebuild.Wanted;

/** Rebuilds in memory: one at a time, and each ends when a test says so. */
public final class HouseRebuilds implements Rebuilds {

    private static final Instant AT = Instant.parse("2026-08-08T14:43:12Z");

    private final House house;
    public final Map<String, Long> paused = new ConcurrentHashMap<>();
    public final List<Rebuild> all = new CopyOnWriteArrayList<>();

    HouseRebuilds(House house) {
        this.house = house;
    }

    @Override
    public Mono<Void> pause(String noun, boolean pausing) {
        return Mono.fromRunnable(() -> {
            if (!pausing) {
                paused.remove(noun);
            } else {
                paused.putIfAbsent(noun, house.reached());
            }
        });
    }

    /** Brings the last one into a state. */
    public Rebuild bring(State state, long reached, String drift) {
        Rebuild last = all.removeLast();
        Rebuild next = new Rebuild(
                last.id(),
                last.noun(),
                state,
                last.wanted(),
                reached,
                10_482,
                5_120.4,
                1,
                AT,
                AT,
                state.open() ? null : AT,
                new Rebuild.Generation(3L, drift == null ? null : "c1"),
                new Rebuild.Generation(4L, drift == null ? null : "c1"),
                drift,
                null);
        all.add(next);
        return next;
    }

    @Override
    public Flux<Projection> projections() {
        return Flux.defer(() -> Flux.just("folder", "risk"))
                .map(noun -> new Projection(
                        noun,
                        3,
                        0,
                        0,
                        0,
                        null,
                        paused.containsKey(noun),
                        all.stream()
                                .filter(each ->
                                        each.noun().equals(noun) && each.state().open())
                                .findFirst()
                                .orElse(null)));
    }

    @Override
    public Mono<Rebuild> begin(String noun, Wanted wanted) {
        return beginAll(List.of(noun), wanted).map(List::getFirst);
    }

    @Override
    public Mono<List<Rebuild>> beginAll(List<String> nouns, Wanted wanted) {
        return Mono.fromSupplier(() -> {
            if (all.stream().anyMatch(each -> each.state().open())) {
                return null;
            }
            List<Rebuild> begun = new ArrayList<>();
            nouns.forEach(noun -> begun.add(new Rebuild(
                    UUID.randomUUID().toString(),
                    noun,
                    State.QUEUED,
                    wanted,
                    0,
                    0,
                    null,
                    null,
                    AT,
                    null,
                    null,
                    new Rebuild.Generation(null, null),
                    new Rebuild.Generation(null, null),
                    null,
                    null)));
            all.addAll(begun);
            return begun;
        });
    }

    @Override
    public Flux<Rebuild> of(String noun) {
        return Flux.fromIterable(all.reversed()).filter(each -> each.noun().equals(noun));
    }

    @Override
    public Mono<Rebuild> find(String noun, String id) {
        return of(noun).filter(each -> each.id().equals(id)).next();
    }

    @Override
    public Mono<Rebuild> cancel(String noun, String id) {
        return find(noun, id).filter(each -> each.state().open()).map(_ -> bring(State.CANCELLED, 8_000, null));
    }
}
