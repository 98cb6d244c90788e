package redoubt.infra.eventstore;

import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.infra.eventstore.Options.RecordedAt;

/**
 * Merges concurrent appends: one call is under way at a time, and whatever was queued meanwhile is the next one. Nobody
 * waits for company: a single writer's append leaves at once.
 *
 * <p>Submitting never blocks. Outcomes are told on the executor given, never on the thread that drives the database.
 */
final class GroupAppend {

    private static final int COLLISIONS = 3;

    private final AppendSession session;
    private final Options options;
    private final Executor outcomes;
    private final Consumer<List<Arrival>> written;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Sinks.Empty<Void> drained = Sinks.empty();
    private boolean busy;
    private boolean closed;

    private volatile int inFlight;
    private final AtomicLong ownHead = new AtomicLong();
    final AtomicLong groups = new AtomicLong();
    final AtomicLong appended = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong turnedAway = new AtomicLong();

    /** @param written is handed the events of each group in order, before the outcome of their appends is told */
    GroupAppend(AppendSession session, Options options, Executor outcomes, Consumer<List<Arrival>> written) {
        this.session = session;
        this.options = options;
        this.outcomes = outcomes;
        this.written = written;
    }

    CompletableFuture<Appended> submit(Waiting append) {
        synchronized (queue) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoreUnavailable("The event store has been stopped", null));
            }
            if (queue.size() >= options.queue()) {
                turnedAway.incrementAndGet();
                return CompletableFuture.failedFuture(new StoreBusy(queue.size()));
            }
            queue.addLast(append);
        }
        drain();
        return append.outcome;
    }

    int queued() {
        synchronized (queue) {
            return queue.size();
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** Greatest position this process wrote itself. */
    long ownHead() {
        return ownHead.get();
    }

    /** Notes that this process wrote up to a position on another way. */
    void wrote(long position) {
        ownHead.accumulateAndGet(position, Math::max);
    }

    /** Accepts nothing more; completes when everything accepted has its outcome. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            synchronized (queue) {
                closed = true;
                if (!busy && queue.isEmpty()) {
                    drained.tryEmitEmpty();
                }
            }
            return drained.asMono();
        });
    }

    private void drain() {
        Group group;
        synchronized (queue) {
            if (busy) {
                return;
            }
            if (queue.isEmpty()) {
                if (closed) {
                    drained.tryEmitEmpty();
                }
                return;
            }
            group = Group.from(queue, options.group());
            busy = true;
            inFlight = group.appends.size();
        }
        Mono.defer(() -> session.write(group))
                .subscribe(result -> succeeded(group, result), failure -> failed(group, failure));
    }

    private void succeeded(Group group, AppendCall.Result result) {
        var told = new ArrayList<Runnable>();
        var arrivals = new ArrayList<Arrival>();
        long position = result.base();
        for (int number = 0; number < group.appends.size(); number++) {
            var append = group.appends.get(number);
            if (result.claimed().contains(number)) {
                told.add(taken(append));
            } else if (result.conflicting().contains(number)) {
                told.add(conflict(append));
            } else {
                var place = new Appended(position + 1, position + append.events.size(), result.at());
                append.first = place.first();
                for (var event : append.events) {
                    arrivals.add(arrival(++position, event, result));
                }
                told.add(() -> append.outcome.complete(place));
            }
        }
        groups.incrementAndGet();
        appended.addAndGet(arrivals.size());
        wrote(position);
        written.accept(arrivals);
        synchronized (queue) {
            judgeThoseBehind(told);
        }
        next(told);
    }

    private void failed(Group group, Throwable failure) {
        written.accept(List.of());
        var told = new ArrayList<Runnable>();
        synchronized (queue) {
            queue.forEach(waiting -> waiting.behind = null);
            for (var append : group.appends.reversed()) {
                if (Faults.answered(failure) && mayTryAgain(group, append, failure)) {
                    append.alone = true;
                    append.attempts++;
                    queue.addFirst(append);
                } else {
                    told.add(() -> append.outcome.completeExceptionally(meaning(failure)));
                }
            }
        }
        next(told);
    }

    /** The refused member of a group is unknown: each member by itself shows it, and its neighbours are written. */
    private static boolean mayTryAgain(Group group, Waiting append, Throwable failure) {
        return group.appends.size() > 1 || (Faults.worthRepeating(failure) && append.attempts < COLLISIONS);
    }

    private static Throwable meaning(Throwable failure) {
        return failure instanceof StoreUnavailable || failure instanceof OutcomeUnknown
                ? failure
                : Faults.ofAppend(failure);
    }

    private void next(List<Runnable> told) {
        synchronized (queue) {
            busy = false;
            inFlight = 0;
        }
        // The database first: it works on the next group while the outcomes of this one are told.
        drain();
        for (var outcome : told) {
            outcomes.execute(outcome);
        }
    }

    /**
     * Who waits behind an append that was written, and looked at the log before, is refused without asking the database:
     * the event in its way has a position now, and it is beyond the marker.
     */
    private void judgeThoseBehind(List<Runnable> told) {
        queue.removeIf(waiting -> {
            var inTheWay = waiting.behind;
            waiting.behind = null;
            if (inTheWay == null || inTheWay.first == 0) {
                return false;
            }
            if (sameKey(waiting.claim, inTheWay.claim)) {
                return told.add(taken(waiting));
            }
            return waiting.after() < inTheWay.first && told.add(conflict(waiting));
        });
    }

    private static boolean sameKey(@Nullable Claim one, @Nullable Claim other) {
        return one != null && other != null && one.key().equals(other.key());
    }

    private Runnable taken(Waiting append) {
        var key = append.claim == null ? "" : append.claim.key();
        return () -> append.outcome.completeExceptionally(new AlreadyClaimed(key));
    }

    private Runnable conflict(Waiting append) {
        rejected.incrementAndGet();
        return () -> append.outcome.completeExceptionally(new Conflict(append.marker));
    }

    private Arrival arrival(long position, Waiting.Written event, AppendCall.Result result) {
        var message = event.message();
        var at = options.recordedAt() == RecordedAt.DATABASE_CLOCK
                ? result.at()
                : message.timestamp().truncatedTo(ChronoUnit.MICROS);
        var recorded = new GenericEventMessage(
                message.identifier(), message.type(), message.payload(), message.metadata(), at);
        return Arrival.of(
                new Logged(position, recorded, event.tags()),
                event.payload().length() + event.metadata().length());
    }

    /** Conflicts are answers, not accidents, and come in numbers: they carry no trace. */
    private static final class Conflict extends AppendEventsTransactionRejectedException {

        Conflict(ConsistencyMarker marker) {
            super("An event that matches the condition of the append was appended after " + marker);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
