package redoubt.infra.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages;
import redoubt.model.access.Principal;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.feed.Publication;

/** Reads the log for endpoints, once for all of them that may know the same and want to hear the same, and queues what it finds. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final int AT_ONCE = 4;
    private static final int BATCH = 200;
    private static final int TOGETHER = 200;
    private static final int MOST_ROWS = 4_000;
    private static final int MOST_READ = 4_000;
    private static final int MOST_WAITING = 1_000;
    private static final long FAR = 10_000;

    /** How often it is looked whether there is room again: what there is room for by then is queued together. */
    private static final long LOOK = 100_000_000;

    /** Who leaves together stands together. */
    private static final Comparator<Lane> CREWS =
            Comparator.comparing(lane -> lane.endpoint().crew(), Comparator.nullsLast(Comparator.<UUID>naturalOrder()));

    private final Messages messages;
    private final Queue queue;
    private final Owners owners;
    private final Recent recent;
    private final Sending sending;
    private final Set<String> names;
    private long looked = System.nanoTime();

    Reading(Messages messages, Queue queue, Owners owners, Recent recent, Sending sending, Set<String> names) {
        this.messages = messages;
        this.queue = queue;
        this.owners = owners;
        this.recent = recent;
        this.sending = sending;
        this.names = names;
    }

    /** What endpoints have in common that are read for together. */
    private record Way(Principal owner, long after, Filter filter) {}

    /** A lane with whom it is read for. */
    private record Owned(Lane lane, Principal owner) {}

    /** Stops the endpoints whose owners may nothing any more, also where nothing happens. */
    Mono<Void> owned(Collection<Lane> lanes) {
        return Flux.fromIterable(lanes)
                .concatMap(lane -> owners.of(lane.endpoint()))
                .then();
    }

    /** Queues what happened up to a position, or some of it; emits whether there is more of it to queue soon. */
    Mono<Boolean> follow(List<Lane> lanes, long until) {
        List<Lane> room = lanes.stream()
                .filter(lane -> lane.read() < until && !lane.full())
                .toList();
        List<Lane> behind =
                again() ? room : room.stream().filter(lane -> !lane.held()).toList();
        boolean later = behind.size() < room.size();
        if (behind.isEmpty()) {
            return Mono.just(later);
        }
        return full(behind)
                .flatMapMany(full -> Flux.fromIterable(behind)
                        .filter(lane -> !full.contains(lane.endpoint().id())))
                .concatMap(lane -> owners.of(lane.endpoint()).map(owner -> new Owned(lane, owner)))
                .collectMultimap(owned ->
                        new Way(owned.owner(), owned.lane().read(), owned.lane().filter(names)))
                .flatMapMany(ways -> Flux.fromIterable(ways.entrySet()))
                .flatMap(
                        way -> advance(
                                way.getKey(),
                                way.getValue().stream().map(Owned::lane).toList(),
                                until),
                        AT_ONCE)
                .reduce(later, Boolean::logicalOr);
    }

    /** Whether it is time to look at those for whom there was no room. */
    private boolean again() {
        long at = System.nanoTime();
        if (at - looked < LOOK) {
            return false;
        }
        looked = at;
        return true;
    }

    /** Those for which too much is waiting to be told of more; where nothing is due nothing waits. */
    private Mono<Set<UUID>> full(List<Lane> lanes) {
        List<UUID> hot = lanes.stream()
                .filter(Lane::hot)
                .map(lane -> lane.endpoint().id())
                .toList();
        return hot.isEmpty() ? Mono.just(Set.of()) : queue.full(hot, MOST_WAITING);
    }

    private Mono<Boolean> advance(Way way, List<Lane> lanes, long until) {
        int most = Math.clamp(MOST_ROWS / lanes.size(), 1, BATCH);
        int batch = lanes.stream()
                .filter(Lane::keepsUp)
                .mapToInt(Lane::spare)
                .reduce(most, (some, spare) -> Math.clamp(spare, 1, some));
        return read(way.owner(), way.after(), until, way.filter(), batch)
                .flatMap(part -> (part.told().isEmpty()
                                ? pass(lanes, part.until())
                                : store(lanes, part.until(), part.told()))
                        .thenReturn(part.until() < until))
                .onErrorResume(thrown -> {
                    LOG.warn("Webhooks are told of nothing for a moment: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    /**
     * Where nothing is found the database is told now and then only. What others do moves nothing that its owner sees, and costs
     * an endpoint little that hears of nothing.
     */
    private Mono<Void> pass(List<Lane> lanes, long until) {
        List<Lane> far = new ArrayList<>();
        for (Lane lane : lanes) {
            if (until - lane.stored() < FAR) {
                lane.passed(until);
            } else {
                far.add(lane);
            }
        }
        return far.isEmpty() ? Mono.empty() : store(far, until, List.of());
    }

    /** Those of the first are on their way while those of others are still being queued. */
    private Mono<Void> store(List<Lane> lanes, long until, List<Publication> told) {
        return Flux.fromIterable(lanes)
                .sort(CREWS)
                .buffer(TOGETHER)
                .concatMap(some -> queue(some, until, told))
                .then();
    }

    private Mono<Void> queue(List<Lane> lanes, long until, List<Publication> told) {
        Map<UUID, Lane> ids = new HashMap<>();
        lanes.forEach(lane -> ids.put(lane.endpoint().id(), lane));
        return queue.advance(lanes, rooms(lanes), until, told)
                .doOnNext(now -> {
                    now.moved().forEach(id -> lane(ids, id)
                            .reached(until, now.waiting().contains(id)));
                    now.begun().forEach(due -> sending.begin(lane(ids, due.webhook()), due));
                })
                .then();
    }

    private List<Integer> rooms(List<Lane> lanes) {
        int left = sending.left();
        List<Integer> rooms = new ArrayList<>();
        for (Lane lane : lanes) {
            int room = Math.clamp(left, 0, lane.spare());
            left -= room;
            rooms.add(room);
        }
        return rooms;
    }

    private static Lane lane(Map<UUID, Lane> lanes, UUID webhook) {
        return Objects.requireNonNull(lanes.get(webhook));
    }

    /** Queues some of what is to be told again, for endpoints that have nothing else to hear. */
    Mono<Void> replay(Map<UUID, Lane> lanes) {
        return queue.replays()
                .filter(open -> lanes.containsKey(open.webhook()))
                .collectList()
                .flatMapMany(this::idle)
                .concatMap(open -> again(lanes, open))
                .then();
    }

    private Flux<Queue.Open> idle(List<Queue.Open> all) {
        if (all.isEmpty()) {
            return Flux.empty();
        }
        return queue.full(all.stream().map(Queue.Open::webhook).toList(), 1)
                .flatMapMany(full -> Flux.fromIterable(all).filter(open -> !full.contains(open.webhook())));
    }

    private Mono<Boolean> again(Map<UUID, Lane> lanes, Queue.Open open) {
        Lane lane = lanes.get(open.webhook());
        if (lane == null) {
            return Mono.empty();
        }
        Endpoint endpoint = lane.endpoint();
        Filter filter = new Filter(new TreeSet<>(open.names()), Set.of(), Set.of(), endpoint.folders());
        return owners.of(endpoint)
                .flatMap(owner -> read(owner, open.reached(), open.until(), filter, BATCH))
                .flatMap(part -> queue.again(endpoint.id(), open.id(), open.reached(), part.until(), part.told()))
                .doOnNext(_ -> lane.look())
                .onErrorResume(thrown -> {
                    LOG.warn("A webhook is told nothing again for a moment: {}", thrown.toString());
                    return Mono.empty();
                });
    }

    /** Some events that are to be told. */
    private record Part(long until, List<Publication> told) {}

    /** Reads on until there are that many to be told, however many there are that are not. */
    private Mono<Part> read(Principal owner, long after, long until, Filter filter, int batch) {
        if (filter.names().isEmpty()) {
            return Mono.just(new Part(until, List.of()));
        }
        return Mono.defer(() -> {
            AtomicInteger told = new AtomicInteger();
            return messages.follow(owner, after, filter)
                    .takeUntil(signal -> signal.position() >= until
                            || (signal instanceof Publication && told.incrementAndGet() == batch))
                    .take(MOST_READ)
                    .collectList()
                    .filter(signals -> !signals.isEmpty())
                    .map(signals -> part(owner, signals, until));
        });
    }

    private Part part(Principal owner, List<Signal> signals, long until) {
        List<Publication> told = new ArrayList<>();
        for (Signal signal : signals) {
            if (signal instanceof Publication publication && signal.position() <= until) {
                told.add(publication);
                recent.told(owner, publication);
            }
        }
        return new Part(Math.min(until, signals.getLast().position()), told);
    }
}
