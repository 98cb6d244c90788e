package redoubt.infra.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import redoubt.api.stream.Messages;
import redoubt.model.access.Principal;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.feed.Publication;

/**
 * The way to one endpoint. What it holds in memory is what is in flight; all else waits in the log and in the database, so a
 * slow endpoint is behind and nobody else is.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BATCH = 200;
    private static final int MOST_WAITING = 1_000;
    private static final double SECOND = 1e9;

    private final Messages messages;
    private final Queue queue;
    private final Attempts attempts;
    private final Delivering delivering;
    private final Verdicts verdicts;
    private final Set<String> names;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Disposable.Composite flying = Disposables.composite();
    private volatile Endpoint endpoint;
    private double tokens;
    private long filled = System.nanoTime();

    /** What follows from what came back. */
    interface Verdicts {

        /** Something was tried. */
        Mono<Void> made(Endpoint endpoint, Delivering.Made made);
    }

    Lane(
            Endpoint endpoint,
            Messages messages,
            Queue queue,
            Attempts attempts,
            Delivering delivering,
            Verdicts verdicts,
            Set<String> names) {
        this.endpoint = endpoint;
        this.messages = messages;
        this.queue = queue;
        this.attempts = attempts;
        this.delivering = delivering;
        this.verdicts = verdicts;
        this.names = names;
    }

    /** The endpoint may have changed. */
    void update(Endpoint now) {
        endpoint = now;
    }

    /** Whose rights decide. */
    Endpoint endpoint() {
        return endpoint;
    }

    /** Queues what happened up to a position and begins what is due; does nothing while that is being done. */
    Mono<Void> step(Principal owner, long head) {
        return Mono.defer(() -> busy.compareAndSet(false, true)
                ? follow(owner, head).then(begin(owner)).doFinally(_ -> busy.set(false))
                : Mono.empty());
    }

    /** Ends; what is in flight is given up and tried again when its time has come. */
    void close() {
        flying.dispose();
    }

    private Mono<Void> follow(Principal owner, long head) {
        Endpoint now = endpoint;
        return queue.waiting(now.id(), MOST_WAITING)
                .filter(waiting -> waiting < MOST_WAITING)
                .flatMap(waiting -> queue.checkpoint(now.id())
                        .filter(checkpoint -> checkpoint < head)
                        .flatMap(checkpoint -> read(owner, checkpoint, head, now.filter(names))
                                .flatMap(part -> queue.advance(now.id(), checkpoint, part.until(), part.told())))
                        .then(waiting == 0 ? replay(owner, now) : Mono.empty()));
    }

    private Mono<Void> replay(Principal owner, Endpoint now) {
        return queue.replays(now.id())
                .next()
                .flatMap(open -> {
                    Set<String> wanted = new TreeSet<>(open.names());
                    Filter filter = new Filter(wanted, Set.of(), Set.of(), now.folders());
                    return read(owner, open.reached(), open.until(), filter)
                            .flatMap(part ->
                                    queue.again(now.id(), open.id(), open.reached(), part.until(), part.told()));
                })
                .then();
    }

    /** Some events that are to be told. */
    private record Part(long until, List<Publication> told) {}

    private Mono<Part> read(Principal owner, long after, long until, Filter filter) {
        if (filter.names().isEmpty()) {
            return Mono.just(new Part(until, List.of()));
        }
        return messages.follow(owner, after, filter)
                .takeUntil(signal -> signal.position() >= until)
                .take(BATCH)
                .collectList()
                .filter(signals -> !signals.isEmpty())
                .map(signals -> part(signals, until));
    }

    private static Part part(List<Signal> signals, long until) {
        List<Publication> told = new ArrayList<>();
        for (Signal signal : signals) {
            if (signal instanceof Publication publication && signal.position() <= until) {
                told.add(publication);
            }
        }
        return new Part(Math.min(until, signals.getLast().position()), told);
    }

    private Mono<Void> begin(Principal owner) {
        return Mono.defer(() -> {
            Endpoint now = endpoint;
            int room = room(now);
            return room <= 0
                    ? Mono.empty()
                    : attempts.claim(now.id(), now.ordered(), room)
                            .doOnNext(dues -> dues.forEach(due -> fly(owner, now, due)))
                            .then();
        });
    }

    private void fly(Principal owner, Endpoint now, Due due) {
        inFlight.incrementAndGet();
        tokens -= 1;
        Disposable.Swap seat = Disposables.swap();
        flying.add(seat);
        seat.update(delivering
                .make(now, owner, due)
                .flatMap(made -> verdicts.made(now, made))
                .doFinally(_ -> {
                    inFlight.decrementAndGet();
                    flying.remove(seat);
                })
                .subscribe(
                        _ -> {},
                        thrown -> LOG.warn("An attempt was interrupted and is made again: {}", thrown.toString())));
    }

    private int room(Endpoint now) {
        long at = System.nanoTime();
        tokens = Math.min(now.perSecond(), tokens + (at - filled) / SECOND * now.perSecond());
        filled = at;
        return (int) Math.min(tokens, now.inFlight() - inFlight.get());
    }
}
