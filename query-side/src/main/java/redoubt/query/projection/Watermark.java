package redoubt.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Progress;

/**
 * How far this node knows the tables to be, and who waits for more. It only rises, but for a fresh start. Those who wait are let go in the
 * order of their positions, on threads that the projection does not need for its next batch.
 */
final class Watermark implements Progress, TableEpochs {

    /** A log of a million events each second would need half a year for more positions, and nobody repairs that often. */
    private static final int POSITION_BITS = 44;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::position));
    private volatile Mark mark = Mark.NONE;
    /** Stands for the epochs that are not known, another number each time they are forgotten. */
    private final AtomicLong unknown = new AtomicLong();

    private volatile Sinks.Empty<Void> wanted = Sinks.empty();

    @Override
    public long reached() {
        return mark.position();
    }

    @Override
    public @Nullable Long paused(String noun) {
        return mark.paused().get(noun);
    }

    @Override
    public long epoch(String noun) {
        Mark now = mark;
        Long changed = now.epochs().get(noun);
        return (changed == null ? unknown.get() : changed) + (now.repairs() << POSITION_BITS);
    }

    @Override
    public long repairs() {
        return unknown.get() - mark.repairs();
    }

    @Override
    public long changedAt(String noun) {
        return mark.epochs().getOrDefault(noun, 0L);
    }

    @Override
    public Mono<Void> reached(long position, Duration patience) {
        return Mono.defer(() -> reached() >= position ? Mono.empty() : await(position, patience));
    }

    private Mono<Void> await(long position, Duration patience) {
        return Mono.<Void>create(sink -> enter(new Waiter(position, sink)))
                .publishOn(Schedulers.parallel())
                .timeout(patience, Mono.error(() -> new Refused(new Failure.Unavailable("projection_lagging", 1))));
    }

    private void enter(Waiter waiter) {
        lock.lock();
        try {
            if (waiter.position() > mark.position()) {
                waiters.add(waiter);
                waiter.sink().onDispose(() -> leave(waiter));
                wanted.tryEmitEmpty();
                return;
            }
        } finally {
            lock.unlock();
        }
        waiter.sink().success();
    }

    /** Completes as soon as there is somebody who waits. Whoever asks is the only one to. */
    Mono<Void> wanted() {
        return Mono.defer(() -> {
            lock.lock();
            try {
                if (!waiters.isEmpty()) {
                    return Mono.empty();
                }
                wanted = Sinks.empty();
                return wanted.asMono();
            } finally {
                lock.unlock();
            }
        });
    }

    private void leave(Waiter waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** Knows nothing any more: a server that was restarted may have fallen back behind what it told. */
    void forget() {
        lock.lock();
        try {
            mark = Mark.NONE;
            unknown.decrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a mark; one that is behind what is known already is ignored. */
    void learn(Mark told) {
        List<Waiter> released = new ArrayList<>();
        lock.lock();
        try {
            if (told.position() < mark.position() || told.repairs() < mark.repairs()) {
                return;
            }
            mark = told;
            while (!waiters.isEmpty() && waiters.peek().position() <= told.position()) {
                released.add(waiters.poll());
            }
        } finally {
            lock.unlock();
        }
        released.forEach(waiter -> waiter.sink().success());
    }

    private record Waiter(long position, MonoSink<Void> sink) {

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
