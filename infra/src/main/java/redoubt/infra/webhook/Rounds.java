package redoubt.infra.webhook;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import redoubt.query.Progress;

/**
 * What is done again and again while this node tells: endpoints are looked up, the log is read for them, and what is due is begun.
 * A round follows the one before when something has happened or was sent, and else soon.
 */
final class Rounds {

    private static final Duration SOON = Duration.ofMillis(250);

    /** What happens at about the same time is read, and begun, together. */
    private static final Duration GATHER = Duration.ofMillis(5);

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Queue queue;
    private final Closing closing;
    private final Reading reading;
    private final Sending sending;
    private final Progress progress;
    private final Bell bell;
    private final Pulse pulse;
    private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
    private long looked;
    private long read;

    Rounds(Queue queue, Closing closing, Reading reading, Sending sending, Progress progress, Bell bell, Pulse pulse) {
        this.queue = queue;
        this.closing = closing;
        this.reading = reading;
        this.sending = sending;
        this.progress = progress;
        this.bell = bell;
        this.pulse = pulse;
    }

    /** Goes on as long as that is wanted. */
    Mono<Void> run(BooleanSupplier wanted) {
        return Mono.defer(() -> {
                    looked = System.nanoTime() - LOOK.toNanos();
                    return Mono.defer(this::round)
                            .then(Mono.defer(this::pause))
                            .repeat(wanted)
                            .then();
                })
                .doFinally(_ -> {
                    lanes.values().forEach(Lane::close);
                    lanes.clear();
                });
    }

    private Mono<Void> pause() {
        return Mono.firstWithSignal(
                Mono.delay(SOON).then(),
                bell.rings().then(Mono.delay(GATHER)).then(),
                progress.reached(read + 1, SOON)
                        .onErrorResume(_ -> Mono.never())
                        .then(Mono.delay(GATHER))
                        .then());
    }

    private Mono<Void> round() {
        return Mono.defer(() -> {
                    long until = progress.reached();
                    return due(until)
                            .flatMap(due -> due ? anew() : Mono.empty())
                            .then(Mono.defer(() -> {
                                read = until;
                                return reading.follow(List.copyOf(lanes.values()), until);
                            }));
                })
                .doOnNext(more -> {
                    if (more) {
                        bell.ring();
                    }
                })
                .then(Mono.defer(() -> sending.begin(lanes.values())))
                .doOnSuccess(_ -> pulse.beat());
    }

    /** Now and then, and before anything is told of what happened behind a change of an endpoint. */
    private Mono<Boolean> due(long until) {
        return System.nanoTime() - looked >= LOOK.toNanos() ? Mono.just(true) : queue.changed(read, until);
    }

    private Mono<Void> anew() {
        long now = System.nanoTime();
        return look().then(Mono.defer(() -> reading.owned(List.copyOf(lanes.values()))))
                .then(Mono.defer(() -> reading.replay(lanes)))
                .doOnSuccess(_ -> looked = now);
    }

    /** Endpoints come, change and go. */
    private Mono<Void> look() {
        return queue.active().collectList().flatMap(active -> {
            Map<UUID, Endpoint> there = new HashMap<>();
            active.forEach(endpoint -> there.put(endpoint.id(), endpoint));
            boolean fewer = lanes.entrySet().removeIf(lane -> {
                boolean gone = !there.containsKey(lane.getKey());
                if (gone) {
                    lane.getValue().close();
                }
                return gone;
            });
            List<UUID> ordered = active.stream()
                    .filter(endpoint -> endpoint.ordered() && !ordered(endpoint.id()))
                    .map(Endpoint::id)
                    .toList();
            lanes.forEach((id, lane) -> lane.update(Objects.requireNonNull(there.get(id))));
            there.keySet().removeAll(lanes.keySet());
            return (fewer ? closing.cancel() : Mono.<Void>empty())
                    .then(ordered.isEmpty() ? Mono.empty() : queue.order(ordered))
                    .then(welcome(there));
        });
    }

    private boolean ordered(UUID id) {
        Lane lane = lanes.get(id);
        return lane != null && lane.endpoint().ordered();
    }

    private Mono<Void> welcome(Map<UUID, Endpoint> fresh) {
        return fresh.isEmpty()
                ? Mono.empty()
                : queue.jump(fresh.keySet())
                        .thenMany(queue.active())
                        .filter(endpoint -> fresh.containsKey(endpoint.id()))
                        .doOnNext(endpoint -> lanes.put(endpoint.id(), new Lane(endpoint)))
                        .then();
    }
}
