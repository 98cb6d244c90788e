package redoubt.infra.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.webhook.Attempts.Room;

/** Begins the attempts that are due, of all endpoints together, as far as there is room for them. */
final class Sending {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);
    private static final int MOST_IN_FLIGHT = 4_096;
    private static final int AT_ONCE = 128;

    private final Attempts attempts;
    private final Delivering delivering;
    private final Owners owners;
    private final Runnable wake;
    private final AtomicInteger inFlight = new AtomicInteger();

    /** Has {@code wake} run whenever an attempt has ended. */
    Sending(Attempts attempts, Delivering delivering, Owners owners, Runnable wake) {
        this.attempts = attempts;
        this.delivering = delivering;
        this.owners = owners;
        this.wake = wake;
    }

    /** Looks for whom something is due. */
    Mono<Void> look(Map<UUID, Lane> lanes) {
        return attempts.due(lanes.keySet())
                .doOnNext(due -> due.forEach(id -> lane(lanes, id).look()))
                .then();
    }

    /** Begins what is due. */
    Mono<Void> begin(Collection<Lane> lanes) {
        return Mono.defer(() -> {
            int left = left();
            List<Room> rooms = new ArrayList<>();
            Map<UUID, Lane> there = new HashMap<>();
            for (Lane lane : lanes) {
                int room = Math.min(left, lane.room());
                if (room > 0) {
                    left -= room;
                    Endpoint endpoint = lane.endpoint();
                    rooms.add(new Room(endpoint.id(), endpoint.ordered(), room));
                    there.put(endpoint.id(), lane);
                }
            }
            // The first are on their way while others are still being looked up.
            return Flux.fromIterable(rooms)
                    .buffer(AT_ONCE)
                    .concatMap(some -> attempts.claim(some).doOnNext(all -> begin(some, there, all)))
                    .then();
        });
    }

    /** How many attempts may begin, of all endpoints together. */
    int left() {
        return MOST_IN_FLIGHT - inFlight.get();
    }

    private void begin(List<Room> rooms, Map<UUID, Lane> there, List<Due> all) {
        Map<UUID, Integer> begun = new HashMap<>();
        all.forEach(each -> begun.merge(each.webhook(), 1, Integer::sum));
        rooms.forEach(room -> lane(there, room.webhook()).found(begun.getOrDefault(room.webhook(), 0), room.room()));
        all.forEach(each -> begin(lane(there, each.webhook()), each));
    }

    private static Lane lane(Map<UUID, Lane> there, UUID webhook) {
        return Objects.requireNonNull(there.get(webhook));
    }

    /** Begins an attempt that is ours to make. */
    void begin(Lane lane, Due due) {
        inFlight.incrementAndGet();
        Endpoint endpoint = lane.endpoint();
        Disposable.Swap seat = lane.begin();
        seat.update(owners.of(endpoint)
                .flatMap(owner -> delivering.make(endpoint, owner, due))
                .flatMap(made -> {
                    lane.took(made.sent().arrived());
                    return owners.made(endpoint, made);
                })
                .doFinally(_ -> {
                    inFlight.decrementAndGet();
                    lane.ended(seat);
                    wake.run();
                })
                .subscribe(
                        _ -> {},
                        thrown -> LOG.warn("An attempt was interrupted and is made again: {}", thrown.toString())));
    }
}
