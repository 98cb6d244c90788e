package redoubt.infra.eventstore;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One follower of the log. It is given one chunk after the other, and the next is looked for when it wants more than is left of
 * the one before: of a follower who takes nothing, nothing more is read. A chunk holds few events at first, and twice as many each
 * time, as long as they are taken within a moment.
 */
final class Following implements Subscription {

    /** How many events the first chunk holds, and the next one of a follower who takes long. */
    static final int FIRST = 32;

    /** How much a chunk holds beyond one event, by {@link Arrival#weight} and what an event takes beside it. */
    static final long MOST = 256 * 1_024;

    private static final int BESIDE = 500;

    /** Whoever takes longer for a chunk is slow. */
    private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

    private final CoreSubscriber<? super Logged> follower;
    private final Function<Wanted, Mono<List<Arrival>>> chunks;
    private final int page;
    private final LongSupplier nanos;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicInteger turns = new AtomicInteger();
    private final Disposable.Swap looking = Disposables.swap();
    private final Queue<Arrival> chunk = new ArrayDeque<>();
    private long after;
    private int size;
    private long givenAt;
    private boolean waiting;
    private boolean over;
    private volatile boolean cancelled;
    private volatile @Nullable List<Arrival> found;
    private volatile @Nullable Throwable failure;

    /**
     * Where a chunk begins, and how many events it holds at most.
     *
     * @param after the position before it
     */
    record Wanted(long after, int size) {}

    /**
     * Follows the log after a position.
     *
     * @param chunks what comes next, as soon as there is something, on the threads of followers; nothing when the log is closed
     * @param page how many events a chunk may hold at most
     * @param nanos tells time
     */
    Following(
            CoreSubscriber<? super Logged> follower,
            long after,
            Function<Wanted, Mono<List<Arrival>>> chunks,
            int page,
            LongSupplier nanos) {
        this.follower = follower;
        this.after = after;
        this.chunks = chunks;
        this.page = page;
        this.size = Math.min(FIRST, page);
        this.nanos = nanos;
        this.givenAt = nanos.getAsLong();
    }

    @Override
    public void request(long more) {
        if (Operators.validate(more)) {
            asked.getAndAccumulate(more, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        looking.dispose();
        drain();
    }

    /** One thread at a time; whoever comes meanwhile leaves a turn for it to take. */
    private void drain() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int taken = 1;
        do {
            pass();
            taken = turns.addAndGet(-taken);
        } while (taken != 0);
    }

    private void pass() {
        while (!over) {
            Throwable thrown = failure;
            List<Arrival> next = found;
            if (cancelled) {
                end();
            } else if (thrown != null) {
                end();
                follower.onError(thrown);
            } else if (next != null) {
                found = null;
                waiting = false;
                take(next);
            } else if (asked.get() == 0 || waiting) {
                return;
            } else if (chunk.isEmpty()) {
                look();
            } else {
                give(chunk.remove());
            }
        }
    }

    private void look() {
        long now = nanos.getAsLong();
        boolean slow = now - givenAt > MOMENT;
        waiting = true;
        looking.update(chunks.apply(new Wanted(after, slow ? Math.min(FIRST, size) : size))
                .contextWrite(follower.currentContext())
                .subscribe(this::found, this::failed));
    }

    private void found(List<Arrival> next) {
        found = next;
        drain();
    }

    private void failed(Throwable thrown) {
        failure = thrown;
        drain();
    }

    private void take(List<Arrival> next) {
        if (next.isEmpty()) {
            end();
            follower.onComplete();
            return;
        }
        long weight = 0;
        for (Arrival arrival : next) {
            weight += BESIDE + arrival.weight();
            if (weight > MOST && !chunk.isEmpty()) {
                break;
            }
            chunk.add(arrival);
            after = arrival.position();
        }
        size = Math.min(2 * chunk.size(), page);
        givenAt = nanos.getAsLong();
    }

    private void give(Arrival arrival) {
        Logged logged;
        try {
            logged = arrival.readable();
        } catch (UnreadableEvent unreadable) {
            end();
            follower.onError(unreadable);
            return;
        }
        if (asked.get() != Long.MAX_VALUE) {
            asked.decrementAndGet();
        }
        follower.onNext(logged);
    }

    private void end() {
        over = true;
        looking.dispose();
        chunk.clear();
        found = null;
    }
}
