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

    /** How soon it is noticed that a moment has come, or what somebody else has asked for. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long endpoints are believed to be what they were, and looked up all the time after a change. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final Flights flights;
    private final Closing closing;
    private final Reading reading;
    private final Sending sending;
    private final Progress progress;
    private final Bell bell;
    private final Pulse pulse;
    private final Map<UUID, Lane> lanes = new ConcurrentHashMap<>();
    private long looked;
    private long known;
    private long changed;
    private long read;

    Rounds(
            Endpoints endpoints,
            Flights flights,
            Closing closing,
            Reading reading,
            Sending sending,
            Progress progress,
            Bell bell,
            Pulse pulse) {
        this.endpoints = endpoints;
        this.flights = flights;
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
                    changed = System.nanoTime();
                    looked = changed - LOOK.toNanos();
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

    /** What has just happened is told first, but for what happened behind a change of an endpoint. */
    private Mono<Void> round() {
        return Mono.defer(() -> {
                    long until = progress.reached();
                    return endpoints
                            .changed(read, until)
                            .flatMap(other -> other ? anew() : Mono.empty())
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
                .then(Mono.defer(() -> since(looked, LOOK) ? again() : Mono.empty()))
                .doOnSuccess(_ -> pulse.beat());
    }

    private static boolean since(long moment, Duration time) {
        return System.nanoTime() - moment >= time.toNanos();
    }

    /** Somebody has changed an endpoint, and may be at it still. */
    private Mono<Void> anew() {
        changed = System.nanoTime();
        return endpoints().then(Mono.defer(this::due));
    }

    private Mono<Void> again() {
        boolean believed = since(changed, BELIEVED) && !since(known, BELIEVED);
        return (believed ? Mono.<Void>empty() : endpoints()).then(Mono.defer(this::due));
    }

    private Mono<Void> endpoints() {
        long now = System.nanoTime();
        return look().then(Mono.defer(() -> reading.owned(List.copyOf(lanes.values()))))
                .doOnSuccess(_ -> known = now);
    }

    /** Where nothing is due after all, what happens next leaves at once. */
    private Mono<Void> due() {
        long now = System.nanoTime();
        return reading.replay(lanes)
                .then(flights.partLost())
                .then(Mono.defer(() -> sending.look(lanes)))
                .then(Mono.defer(() -> sending.begin(lanes.values())))
                .doOnSuccess(_ -> looked = now);
    }

    /** Endpoints come, change and go. */
    private Mono<Void> look() {
        return endpoints.active().collectList().flatMap(active -> {
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
                    .then(
                            ordered.isEmpty()
                                    ? Mono.empty()
                                    : flights.part(ordered).then(endpoints.order(ordered)))
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
                : endpoints
                        .jump(fresh.keySet())
                        .thenMany(endpoints.active())
                        .filter(endpoint -> fresh.containsKey(endpoint.id()))
                        .doOnNext(endpoint -> lanes.put(endpoint.id(), new Lane(endpoint)))
                        .then();
    }
}
